// A load that believed its server would measure nothing.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <iomanip>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "machine.h"
#include "process.h"
#include "trial.h"

namespace {

// What is found if a server does this to its echo of that number; the first is that of connecting.
std::string problem_of(const std::string& wrong, const std::string& when) {
    try {
        Trial trial({ALTERING_SERVER}, {wrong, when}, last_allowed_cpu());
        trial.connect(LOAD, 1, 2);
        trial.activate(1, 0.02);
        trial.slice(0.02);
        if (trial.report().total < 1) return "nothing was counted";
        trial.close();
    } catch (const std::runtime_error& problem) {
        return problem.what();
    }
    return "nothing";
}

TEST(Load, FindsNothingInAServerThatAnswers) {
    EXPECT_EQ(problem_of("alters", "1000000000"), "nothing");
}

TEST(Load, FindsAByteThatIsAltered) {
    EXPECT_EQ(problem_of("alters", "1"), "client 0: echo 1 differs from what was sent");
    EXPECT_EQ(problem_of("alters", "7"), "client 0: echo 7 differs from what was sent");
}

TEST(Load, FindsAByteThatIsDroppedOrRepeated) {
    EXPECT_EQ(problem_of("drops", "3"), "client 0: echo 3 differs from what was sent");
    const std::string repeated = problem_of("repeats", "3");
    EXPECT_TRUE(repeated == "client 0: more bytes came back than were sent" ||
                repeated == "client 0: echo 4 differs from what was sent")
        << repeated;
}

TEST(Load, FindsAConnectionThatIsClosed) {
    EXPECT_EQ(problem_of("closes", "3"), "client 0: the server closed the connection");
}

TEST(Load, WhoSaysNothingIsToldFromWhoHasEnded) {
    Process silent({"/bin/cat"}, last_allowed_cpu());
    EXPECT_THROW(silent.read_line(0.01), TimedOut);
    silent.end(SIGKILL, 20);
    try {
        silent.read_line(20);
        FAIL() << "it has ended";
    } catch (const TimedOut&) {
        FAIL() << "nobody has to wait for who has ended";
    } catch (const std::runtime_error& problem) {
        EXPECT_STREQ(problem.what(), "cat ended early");
    }
}

TEST(Load, WaitsForAnEchoOnlyForSoLong) {
    EXPECT_EQ(problem_of("falls_silent", "1"), "client 0: no echo in time after connecting");
}

TEST(Load, SaysHowTheServerHasEndedAndItsLastWords) {
    EXPECT_EQ(
        problem_of("crashes", "3"),
        "the server has ended (killed by signal 6); it says: something terrible has happened");
}

TEST(Load, AServerThatNeverListensIsNamedWithItsLastWords) {
    EXPECT_EQ(problem_of("", ""), "nothing") << "without a word it is a good one";
    try {
        Trial({MODELS "/model_poll"}, {}, last_allowed_cpu());
        FAIL() << "it has no workers, and yet it listens";
    } catch (const std::runtime_error& problem) {
        EXPECT_STREQ(problem.what(),
                     "the server has ended (exit code 2); it says: usage: PORT WORKERS");
    }
}

// The addresses from which somebody is connected to the port of 127.0.0.1.
std::set<std::string> sources_of(int port) {
    std::ostringstream server;
    server << "0100007F:" << std::uppercase << std::hex << std::setw(4) << std::setfill('0')
           << port;
    std::set<std::string> sources;
    std::ifstream table("/proc/net/tcp");
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields(line);
        std::string number, local, remote;
        if (fields >> number >> local >> remote && remote == server.str())
            sources.insert(local.substr(0, local.find(':')));
    }
    return sources;
}

// A load of its own, at a server of its own.
std::vector<std::string> load_says(const std::vector<std::string>& options,
                                   const std::vector<std::string>& commands,
                                   std::set<std::string>* sources = nullptr) {
    const int port = free_port();
    Process server({MODELS "/model_epoll", std::to_string(port), "2"}, last_allowed_cpu(),
                   Process::Output::to_nobody);
    std::vector<std::string> command{LOAD, std::to_string(port)};
    command.insert(command.end(), options.begin(), options.end());
    Process load(command, last_allowed_cpu());
    std::vector<std::string> said{load.read_line(20)};
    if (sources != nullptr) *sources = sources_of(port);
    for (const std::string& one : commands) {
        load.write_line(one);
        said.push_back(load.read_line(20));
    }
    if (!said.back().starts_with("failed: ")) load.write_line("close");  // else it ends by itself
    load.end(0, 20);
    server.end(SIGKILL, 20);
    return said;
}

TEST(Load, TakesMoreSourceAddressesWhenOneIsFull) {
    std::set<std::string> sources;
    const auto said = load_says({"--connections", "40", "--most-for-an-address", "10"},
                                {"active 40", "echoes 400", "report"}, &sources);
    ASSERT_EQ(said.size(), 4U);
    EXPECT_EQ(said[0], "connected");
    EXPECT_EQ(parse_report(said[3]).total, 400) << said[3];
    EXPECT_EQ(sources, (std::set<std::string>{"0100007F", "0200007F", "0300007F", "0400007F"}))
        << "127.0.0.1 to 127.0.0.4, ten connections each";
}

TEST(Load, CountsAnewForEachNumberOfActiveClients) {
    const auto said = load_says({"--connections", "20"}, {"active 20", "echoes 100", "active 5",
                                                          "echoes 10", "echoes 10", "report"});
    EXPECT_EQ(parse_report(said.back()).total, 20) << said.back();
}

TEST(Load, RefusesWhatItDoesNotUnderstand) {
    EXPECT_EQ(load_says({"--connections", "5"}, {"dance 3"}).back(),
              "failed: no such command: dance 3");
    EXPECT_EQ(load_says({"--connections", "5"}, {"active 6"}).back(),
              "failed: more active clients than there are");
    EXPECT_EQ(load_says({"--connections", "0"}, {}).back().rfind("failed: usage: ", 0), 0U);
}

TEST(Report, OfNoEchoIsNone) {
    EXPECT_THROW(parse_report("total 0 seconds 0"), std::runtime_error);
    EXPECT_THROW(parse_report("nonsense"), std::runtime_error);
    EXPECT_EQ(parse_report("total 10 seconds 2 p50 1 p99 2 max 3 least 4 most 5").rate(), 5);
}

TEST(Slice, LastsForSeveralRounds) {
    EXPECT_DOUBLE_EQ(slice_seconds(64), 0.1);
    EXPECT_DOUBLE_EQ(slice_seconds(10'000), 0.5);
}

}  // namespace
