// What Wireshark says about the capture files.
#include "sim/report/pcap.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "recorded.h"

namespace {

using namespace winsock::sim;

class PcapTest : public testing::Test {
protected:
    void SetUp() override {
        if (std::string(TSHARK).empty()) GTEST_SKIP() << "there is no tshark";
    }

    /// Writes the capture and asks tshark about it. What it says, line by line.
    std::string ask(const Trace& trace, const std::string& question) {
        const std::string path =
            testing::TempDir() + "report_test_" + std::to_string(getpid()) + ".pcap";
        {
            std::ofstream file(path, std::ios::binary);
            write_pcap(trace, file);
        }
        const std::string command = std::string(TSHARK) + " -r " + path + " " + question +
                                    " -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE"
                                    " 2>/dev/null";
        std::string answer;
        std::FILE* const pipe = popen(command.c_str(), "r");
        std::array<char, 4096> part{};
        while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe)) {
            answer.append(part.data(), size);
        }
        EXPECT_EQ(pclose(pipe), 0) << command;
        std::remove(path.c_str());
        return answer;
    }

    /// Nothing that Wireshark would complain about.
    void expect_clean(const Trace& trace) {
        EXPECT_EQ(ask(trace,
                      "-Y '_ws.malformed or tcp.analysis.flags or _ws.expert.severity >= "
                      "6291456 or tcp.checksum.status != 1 or ip.checksum.status != 1'"),
                  "");
    }

    std::string flags(const Trace& trace) {
        return ask(trace, "-T fields -e tcp.stream -e tcp.srcport -e tcp.flags.str");
    }

    /// All that was said in a stream, in one direction: 0 is the client.
    std::string payload(const Trace& trace, const std::string& stream, bool by_server) {
        const std::string port = by_server ? "tcp.srcport" : "tcp.dstport";
        const std::string hex =
            ask(trace, "-Y 'tcp.stream == " + stream + " and " + port +
                           " == 4567 and tcp.len > 0' -T fields -e tcp.payload");
        std::string bytes;
        std::string digits;
        for (const char digit : hex) {
            if (digit == '\n') continue;
            digits += digit;
            if (digits.size() < 2) continue;
            bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
            digits.clear();
        }
        return bytes;
    }
};

TEST_F(PcapTest, Tutorial) {
    const Trace trace =
        Subject("echo", scenario({"A connects", "A says hello", "A leaves"})).record();
    expect_clean(trace);
    EXPECT_EQ(payload(trace, "0", false), "hello");
    EXPECT_EQ(payload(trace, "0", true), "hello");
}

TEST_F(PcapTest, AConnectionFromItsFirstToItsLastPacket) {
    const Trace trace =
        Subject("echo", scenario({"A connects", "A says hello", "A leaves"})).record();
    std::istringstream lines(flags(trace));
    std::string seen;
    for (std::string line; std::getline(lines, line);) {
        seen += line.find("\t4567\t") != std::string::npos ? 's' : 'c';
        for (const char flag : line.substr(line.rfind('\t'))) {
            if (flag >= 'A' && flag <= 'Z') seen += flag;
        }
        seen += ' ';
    }
    EXPECT_EQ(seen, "cS sAS cA cAP sA sAP cA cAF sA sAF cA ");
}

TEST_F(PcapTest, ConnectionsAreStreams) {
    const Trace trace =
        Subject("echo", scenario({"A connects", "B connects", "B says to B", "A says to A"}))
            .record();
    expect_clean(trace);
    EXPECT_EQ(payload(trace, "0", true), "to A");
    EXPECT_EQ(payload(trace, "1", true), "to B");
}

TEST_F(PcapTest, ALargeTextIsSeveralPackets) {
    const Trace trace = Subject("echo", scenario({"A connects", "A says 150000 bytes"})).record();
    expect_clean(trace);
    EXPECT_EQ(payload(trace, "0", false).size(), 150000u);
    EXPECT_EQ(payload(trace, "0", false), step_of(trace, "recv").text);
}

TEST_F(PcapTest, AVanishingClientResets) {
    const Trace trace = Subject("echo", scenario({"A connects", "A vanishes"})).record();
    EXPECT_EQ(ask(trace, "-Y 'tcp.flags.reset == 1' -T fields -e tcp.dstport"), "4567\n");
    EXPECT_EQ(ask(trace, "-Y 'tcp.flags.fin == 1'"), "");
    EXPECT_EQ(ask(trace, "-Y '_ws.malformed or tcp.checksum.status != 1'"), "");
}

TEST_F(PcapTest, WhoIsThrownOutWithBytesUnreadIsReset) {
    const Trace trace =
        Subject("echo", scenario({"A connects", "A says X", "B connects", "B says Xtra"})).record();
    EXPECT_EQ(ask(trace, "-Y 'tcp.flags.reset == 1' -T fields -e tcp.stream -e tcp.srcport"),
              "1\t4567\n");
}

TEST_F(PcapTest, TheServerMayEndFirst) {
    const Trace trace = Subject("echo", scenario({"A connects", "A says H", "A leaves"})).record();
    expect_clean(trace);
    EXPECT_EQ(ask(trace, "-Y 'tcp.flags.fin == 1' -T fields -e tcp.srcport"), "4567\n49152\n");
}

// The program is the client: it sends the SYN, and the bytes that go to the port.
TEST_F(PcapTest, AScriptedServerIsTheServer) {
    Subject subject("client",
                    scenario({"S accepts", "S awaits {1}word", "S says {7}", "S leaves"}));
    subject.scenario.arguments = {"word"};
    const Trace trace = subject.record();
    expect_clean(trace);
    EXPECT_EQ(ask(trace, "-Y 'tcp.flags.syn == 1' -T fields -e tcp.dstport"), "4567\n49152\n");
    EXPECT_EQ(payload(trace, "0", false), std::string("\0\0\0\1word", 8));
    EXPECT_EQ(payload(trace, "0", true), std::string("\0\0\0\7", 4));
    EXPECT_EQ(ask(trace, "-Y 'tcp.flags.fin == 1' -T fields -e tcp.srcport"), "4567\n49152\n");
}

TEST_F(PcapTest, AScriptedServerRefuses) {
    Subject subject("client", scenario({"S refuses"}));
    subject.scenario.arguments = {"word"};
    const Trace trace = subject.record();
    EXPECT_EQ(ask(trace, "-T fields -e tcp.dstport -e tcp.flags.str"),
              "4567\t\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7S\u00b7\n"
              "49152\t\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7A\u00b7R\u00b7\u00b7\n");
}

TEST_F(PcapTest, TimeIsVirtual) {
    const Trace trace =
        Subject("echo", scenario({"A connects", "A waits 2500 ms", "A says late"})).record();
    EXPECT_EQ(ask(trace, "-Y 'tcp.len > 0 and tcp.dstport == 4567' -T fields -e frame.time_epoch"),
              "2.500000000\n");
}

TEST(PcapFileTest, IsTheSameEachTime) {
    const auto once = [] {
        std::ostringstream out;
        write_pcap(lesson_03().trace, out);
        return out.str();
    };
    EXPECT_EQ(once(), once());
    EXPECT_GT(once().size(), 24u);
}

TEST(PcapFileTest, WhereNothingHappenedOnlyTheHeaderIsThere) {
    std::ostringstream out;
    write_pcap(Trace{}, out);
    EXPECT_EQ(out.str().size(), 24u);
}

}  // namespace
