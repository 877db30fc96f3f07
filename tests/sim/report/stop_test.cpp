// The server is told to stop: how a recording and a report show what nobody in the scenario does.
#include <gtest/gtest.h>

#include <algorithm>

#include "recorded.h"
#include "sim/report/page_json.h"
#include "sim/report/step_sentence.h"
#include "sim/report/terminal.h"
#include "sim/report/trace_json.h"

namespace {

using namespace winsock::sim;

const std::string stop = "the server is told to stop";

Subject stopped(std::vector<std::string> sentences) {
    Scenario played = scenario(sentences);
    played.ends = Ends::must;
    played.exit_code = ExitCode::zero;
    return Subject("stops", std::move(played));
}

std::size_t place_of_stop(const Trace& trace) {
    const auto found = std::ranges::find(trace.steps, stop, &Step::deed);
    return static_cast<std::size_t>(found - trace.steps.begin());
}

// An act, and the server's, since it happens to the server.
TEST(StopShown, Tutorial) {
    const Trace trace = stopped({"A connects", stop}).record();
    const std::size_t place = place_of_stop(trace);
    ASSERT_LT(place, trace.steps.size());
    const Step& step = trace.steps[place];
    EXPECT_EQ(step.kind, Step::Kind::acts);
    EXPECT_EQ(step.actor, "main");
    EXPECT_FALSE(step.deviation);
    EXPECT_EQ(step_sentence(trace, place), "The server is told to stop.");
    EXPECT_EQ(trace.clients, std::vector<std::string>{"A"});
    EXPECT_EQ(trace.script, (std::vector<std::string>{"A connects", stop}));
    EXPECT_EQ(trace.ending, "returned");
}

// Its handler runs in a thread of its own.
TEST(StopShown, TheHandlersThread) {
    const Trace trace = stopped({"A connects", stop}).record();
    EXPECT_EQ(trace.threads, (std::vector<std::string>{"main", "thread 1"}));
    EXPECT_EQ(step_of(trace, "SetEvent").actor, "thread 1");
    const Step added = step_of(trace, "SetConsoleCtrlHandler");
    EXPECT_EQ(added.arguments, (std::vector<std::string>{"handler", "TRUE"}));
    EXPECT_EQ(added.result, "TRUE");
}

TEST(StopShown, InAReport) {
    const Subject subject = stopped({"A connects", "A says a sentence that takes room", stop});
    const std::string report = terminal_report(subject.record_with(stop), {}, {});
    EXPECT_NE(report.find("\nEARLY   the server is told to stop\n"), std::string::npos) << report;
    EXPECT_NE(report.find("Main() returns 0."), std::string::npos) << report;
}

TEST(StopShown, InJson) {
    const Subject subject = stopped({"A connects", stop});
    const Trace trace = subject.record_with(stop);
    EXPECT_EQ(trace_from_json(to_json(trace)), trace);
    EXPECT_TRUE(trace.steps[place_of_stop(trace)].deviation);
}

// The same execution again, by its string's list of deviations; and what a search finds first.
TEST(StopShown, TheSameEachTime) {
    const Subject subject = stopped({"A connects", stop});
    const Trace once = subject.record_with(stop);
    EXPECT_EQ(subject.record(once.deviations()), once);
}

TEST(StopShown, WithoutAHandler) {
    Subject subject("threads", scenario({"A connects", stop}));
    const Trace trace = subject.record();
    EXPECT_EQ(trace.ending, "exited");
    const std::string report = terminal_report(trace, {}, {});
    EXPECT_NE(report.find("0xC000013A"), std::string::npos) << report;
}

}  // namespace
