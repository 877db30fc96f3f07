// A program that is the client: its peer is a server, in recordings and in what is made of them.
#include <gtest/gtest.h>

#include <algorithm>

#include "recorded.h"
#include "sim/report/page_json.h"
#include "sim/report/parting.h"
#include "sim/report/step_sentence.h"
#include "sim/report/step_text.h"
#include "sim/report/stepper.h"
#include "sim/report/terminal.h"
#include "sim/report/trace_json.h"

namespace {

using namespace winsock::sim;

Trace recorded(const std::vector<std::string>& sentences) {
    Subject subject("client", scenario(sentences));
    subject.scenario.arguments = {"word"};
    subject.scenario.ends = Ends::must;
    return subject.record();
}

const std::vector<std::string> served = {"S accepts", "S awaits {1}word", "S says {7}", "S leaves"};

std::vector<std::string> sentences_of(const Trace& trace) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < trace.steps.size(); ++i) list.push_back(step_sentence(trace, i));
    return list;
}

TEST(ServedTest, Tutorial) {
    const Trace trace = recorded(served);
    EXPECT_EQ(trace.servers, std::vector<std::string>{"S"});
    EXPECT_EQ(trace.threads, std::vector<std::string>{"client"});
    EXPECT_TRUE(trace.findings.empty());
    EXPECT_EQ(trace.script.front(), "the program is given \"word\"");
    EXPECT_EQ(trace.script.size(), 1 + served.size());

    const std::vector<std::string> sentences = sentences_of(trace);
    const auto has = [&](const std::string& sentence) {
        return std::find(sentences.begin(), sentences.end(), sentence) != sentences.end();
    };
    for (const char* const sentence :
         {"The client calls connect(sS, 4567), which returns SOCKET_ERROR, 10035 WSAEWOULDBLOCK.",
          "S accepts.", "S awaits {1}word.", "S says {7}.", "S leaves.",
          "The client calls send(sS, \"\\x00\\x00\\x00\\x01word\", 8), which returns 8.",
          "The client calls recv(sS, 4), which returns 4, hex 00000007.",
          "The client calls closesocket(sS)."}) {
        EXPECT_TRUE(has(sentence)) << sentence << " is not in:\n"
                                   << testing::PrintToString(sentences);
    }
}

TEST(ServedTest, IsTheSameAsJson) {
    const Trace trace = recorded(served);
    EXPECT_EQ(trace_from_json(to_json(trace)), trace);
    EXPECT_NE(to_json(trace).find("\"servers\":[\"S\"]"), std::string::npos);
    // A server's recording has no such list.
    EXPECT_EQ(to_json(lesson_04().trace).find("servers"), std::string::npos);
}

TEST(ServedTest, ThePeerIsPartOfTheState) {
    const Trace trace = recorded(served);
    const State& state = trace.steps.back().state;
    ASSERT_EQ(state.clients.size(), 1u);
    const ClientState& server = state.clients[0];
    EXPECT_EQ(server.said, 4u);
    EXPECT_EQ(server.received, 8u);
    EXPECT_EQ(server.port, 49152u);  // the program's
    EXPECT_EQ(server.gone, "left");
    EXPECT_EQ(server.connection, "ended");
    ASSERT_EQ(state.sockets.size(), 1u);
    EXPECT_EQ(state.sockets[0].name, "sS");
    EXPECT_EQ(state.events[0].name, "eS");
}

TEST(ServedTest, HasItsLane) {
    const std::string report = terminal_report(recorded(served), {}, {});
    EXPECT_NE(report.find("client"), std::string::npos) << report;
    EXPECT_NE(report.find("S says {7}"), std::string::npos) << report;
    EXPECT_NE(report.find("client: 1 server, no unlucky moment"), std::string::npos) << report;
    EXPECT_NE(report.find("Main() returns 0"), std::string::npos) << report;
}

TEST(ServedTest, RefusalIsAStepOfItsOwn) {
    const Trace trace = recorded({"S refuses"});
    EXPECT_EQ(trace.steps.back().state.clients[0].gone, "refused");
    const auto list = sentences_of(trace);
    EXPECT_NE(std::find(list.begin(), list.end(), "S refuses."), list.end());
    EXPECT_EQ(step_of(trace, "WSAEnumNetworkEvents").detail, "FD_CONNECT (10061 WSAECONNREFUSED)");
}

// A wait with a time-out may be waited again and again: that is no "nothing will wake it".
TEST(ServedTest, SaysWhatCouldStillWakeIt) {
    Trace trace;
    trace.ending = "quiescent";
    trace.threads = {"client"};
    trace.servers = {"S"};
    trace.findings.emplace_back();
    Step& step = trace.steps.emplace_back();
    step.kind = Step::Kind::sleeps;
    step.call = "WSAWaitForMultipleEvents";
    step.arguments = {"1", "{eS}", "FALSE", "40000"};
    EXPECT_EQ(ending_text(trace),
              "the client sleeps in WSAWaitForMultipleEvents, and nothing but its time-out will "
              "wake it");
    step.arguments.back() = "WSA_INFINITE";
    EXPECT_EQ(ending_text(trace),
              "the client sleeps in WSAWaitForMultipleEvents, and nothing will wake it");
    step.call = "recv";
    step.arguments = {"sS", "4096"};
    EXPECT_EQ(ending_text(trace), "the client sleeps in recv, and nothing will wake it");
}

TEST(ServedTest, IsOnItsPage) {
    Shown shown;
    shown.trace = recorded(served);
    const std::string page = page_json(shown);
    EXPECT_NE(page.find("\"servers\":[\"S\"]"), std::string::npos);
    EXPECT_NE(page.find("Main() returns 0."), std::string::npos);
}

}  // namespace
