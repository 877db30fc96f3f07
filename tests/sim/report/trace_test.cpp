// What a recording holds.
#include "sim/report/trace.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "recorded.h"

namespace {

using namespace winsock::sim;
using Kind = Step::Kind;

Step last(const Trace& trace, Kind kind) {
    const auto found = std::find_if(trace.steps.rbegin(), trace.steps.rend(),
                                    [&](const Step& step) { return step.kind == kind; });
    if (found == trace.steps.rend()) throw std::runtime_error("no such step");
    return *found;
}

SocketState socket_named(const State& state, const std::string& name) {
    for (const SocketState& socket : state.sockets) {
        if (socket.name == name) return socket;
    }
    throw std::runtime_error("no socket " + name);
}

EventState event_named(const State& state, const std::string& name) {
    for (const EventState& event : state.events) {
        if (event.name == name) return event;
    }
    throw std::runtime_error("no event " + name);
}

// The first test is the tutorial: record an execution, and look at what happened.
TEST(TraceTest, Tutorial) {
    const Subject subject("04_lost_signal", scenario({"A connects", "A says hello"}));
    const Trace trace = subject.record();

    const Step received = step_of(trace, "recv");
    EXPECT_EQ(received.actor, "server");
    EXPECT_EQ(received.arguments, (std::vector<std::string>{"sA", "256", "0"}));
    EXPECT_EQ(received.result, "5");
    EXPECT_EQ(received.text, "hello");
    EXPECT_EQ(received.file, "lessons/04_lost_signal/server.cpp");
    EXPECT_GT(received.line, 0);

    ASSERT_TRUE(received.state.arrays);
    EXPECT_EQ(received.state.arrays->total, 2);
    EXPECT_EQ(received.state.arrays->slots[1], (SlotState{"sA", "eA", true}));
    EXPECT_EQ(received.state.clients[0].said, 5u);
    EXPECT_EQ(socket_named(received.state, "sA").unread, 0u);
    EXPECT_EQ(socket_named(received.state, "sA").mask, "FD_READ|FD_WRITE|FD_CLOSE");
    EXPECT_TRUE(event_named(received.state, "eA").signalled);
    EXPECT_EQ(trace.ending, "quiescent");
}

TEST(TraceTest, ThingsBearTheirNamesFromTheBeginning) {
    const Trace trace = lesson_04().trace;
    std::vector<std::string> created;
    for (const Step& step : trace.steps) {
        if (step.call == "WSACreateEvent") created.push_back(step.result);
    }
    EXPECT_EQ(created, (std::vector<std::string>{"eL", "eA"}));
    EXPECT_EQ(step_of(trace, "socket").result, "sL");
    EXPECT_EQ(step_of(trace, "socket").state.sockets[0].name, "sL");
}

TEST(TraceTest, NoTwoThingsBearOneName) {
    const Trace trace = Subject("echo", scenario({"A connects", "A leaves"})).record();
    EXPECT_EQ(step_of(trace, "WSAEnumNetworkEvents").arguments[1], "eL2");
    for (const Step& step : trace.steps) {
        std::vector<std::string> names;
        for (const SocketState& socket : step.state.sockets) names.push_back(socket.name);
        for (const EventState& event : step.state.events) names.push_back(event.name);
        std::sort(names.begin(), names.end());
        EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
    }
}

TEST(TraceTest, CallsHaveTheirLines) {
    for (const Failed& failed : {lesson_01(), lesson_03(), lesson_04()}) {
        for (const Step& step : failed.trace.steps) {
            if (step.call.empty()) continue;
            EXPECT_GT(step.line, 0) << step.call;
            EXPECT_EQ(step.file, "lessons/" + failed.trace.lesson + "/server.cpp") << step.call;
        }
    }
}

TEST(TraceTest, AWaitThatBlocksSleepsAndWakes) {
    const Trace trace = lesson_04().trace;
    const auto sleeps = std::find_if(trace.steps.begin(), trace.steps.end(),
                                     [](const Step& step) { return step.kind == Kind::sleeps; });
    ASSERT_NE(sleeps, trace.steps.end());
    EXPECT_EQ(sleeps->call, "WSAWaitForMultipleEvents");
    EXPECT_EQ(sleeps->arguments, (std::vector<std::string>{"1", "{eL}", "FALSE", "WSA_INFINITE"}));
    EXPECT_EQ(sleeps->result, "");
    EXPECT_EQ(sleeps[1].deed, "A connects");
    EXPECT_EQ(sleeps[1].actor, "A");
    EXPECT_EQ(sleeps[2].kind, Kind::wakes);
    EXPECT_EQ(sleeps[2].result, "WSA_WAIT_EVENT_0");
    EXPECT_EQ(sleeps[2].detail, "eL");
    EXPECT_EQ(trace.steps.back().kind, Kind::sleeps) << "for good";
}

TEST(TraceTest, StateIsThatBehindEachStep) {
    const Failed failed = lesson_04();
    const State early = last(failed.trace, Kind::acts).state;
    EXPECT_EQ(socket_named(early, "sA").record, "FD_CLOSE");
    EXPECT_TRUE(event_named(early, "eA").signalled);
    EXPECT_EQ(early.clients[0].gone, "left");
    EXPECT_EQ(early.clients[0].connection, "open");
    const State& reset = failed.trace.steps.back().state;
    EXPECT_EQ(socket_named(reset, "sA").record, "FD_CLOSE");
    EXPECT_FALSE(event_named(reset, "eA").signalled);

    const State connected = step_of(failed.trace, "accept").state;
    EXPECT_EQ(connected.clients[0].port, 49152);
    EXPECT_EQ(connected.clients[0].position, 1u);
    EXPECT_EQ(socket_named(connected, "sA").event, "eL") << "inherited from the listener";
}

TEST(TraceTest, WhoWaitsInTheBacklogIsThereAlready) {
    const Trace trace = Subject("04_lost_signal", scenario({"A connects"})).record();
    const Step act = last(trace, Kind::acts);
    EXPECT_FALSE(socket_named(act.state, "sA").accepted);
    EXPECT_EQ(socket_named(act.state, "sL").record, "FD_ACCEPT");
}

TEST(TraceTest, AnUnluckyMomentIsMarked) {
    const Trace trace = lesson_04().trace;
    std::vector<std::string> deviations;
    for (const Step& step : trace.steps) {
        if (step.deviation) deviations.push_back(step.deed);
    }
    EXPECT_EQ(deviations, std::vector<std::string>{"A leaves"});
    ASSERT_EQ(trace.deviations().size(), 1u);
}

TEST(TraceTest, TheArraysAreSeenAsSoonAsTheyChange) {
    const Trace trace = lesson_03().trace;
    std::vector<std::string> seen;
    for (const Step& step : trace.steps) {
        if (step.kind != Kind::stores) continue;
        std::string text;
        for (const SlotState& slot : step.state.arrays->slots) {
            text += slot.socket + (slot.belongs ? "=" : "!=") + slot.event + " ";
        }
        seen.push_back(text + std::to_string(*step.state.arrays->total));
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"sL=eL 1", "sL=eL sA=eA 2", "sL=eL sA=eA sB=eB 3",
                                              "sL=eL sA=eA sB=eB sC=eC 4",
                                              "sL=eL sB!=eA sC!=eB sC=eC 3"}));
}

TEST(TraceTest, ArraysElsewhereAndNowhere) {
    Subject subject("echo", scenario({"A connects"}));
    EXPECT_FALSE(subject.record().steps.back().state.arrays) << "there are none of these names";
    subject.options.arrays = {"serve", "signals", "peers", "used"};
    const Trace trace = subject.record();
    ASSERT_TRUE(trace.steps.back().state.arrays);
    EXPECT_EQ(trace.steps.back().state.arrays->total, 2);
    EXPECT_EQ(trace.steps.back().state.arrays->slots[1], (SlotState{"sA", "eA", true}));
    EXPECT_EQ(trace.total_name, "used");
}

TEST(TraceTest, ACallThatAHeaderMakesStandsWhereTheProgramUsesIt) {
    const Trace trace = Subject("headers", scenario({"A connects"})).record();
    const Step closed = step_of(trace, "WSACloseEvent");
    EXPECT_EQ(closed.file, "tests/sim/report/fixtures/headers.cpp");
    EXPECT_EQ(closed.line, 22);
    const Step waited = step_of(trace, "std::mutex::lock", Step::Kind::sleeps);
    EXPECT_EQ(waited.line, 21);
}

TEST(TraceTest, TheStandardLibrarysFunctionsBearTheirNames) {
    const Subject subject("standard_library", scenario({"A connects"}));
    const Trace trace = subject.record();
    const Step started = step_of(trace, "std::thread");
    EXPECT_EQ(started.result, "thread 1");
    EXPECT_EQ(started.line, 18);
    EXPECT_EQ(step_of(trace, "std::thread::join").arguments[0], "thread 1");
    EXPECT_EQ(step_of(trace, "std::this_thread::sleep_for", Step::Kind::sleeps).arguments[0], "1");
    EXPECT_EQ(step_of(trace, "std::condition_variable::wait", Step::Kind::sleeps).line, 14);
    EXPECT_EQ(step_of(trace, "std::condition_variable::notify_one").line, 20);
    EXPECT_EQ(step_of(trace, "std::condition_variable::notify_all").line, 22);
    const Step waited = step_of(trace, "std::condition_variable::wait_for");
    EXPECT_EQ(waited.arguments[0], "2000");
    EXPECT_EQ(waited.result, "timeout");
    EXPECT_EQ(waited.line, 26);
}

TEST(TraceTest, WhoIsNotifiedIsAChoice) {
    Subject subject("standard_library", scenario({"A connects"}));
    subject.scenario.calm = 0;
    const Trace trace = subject.record_with("thread 2 is notified");
    const auto mishap = std::find_if(trace.steps.begin(), trace.steps.end(),
                                     [](const Step& step) { return step.deviation; });
    ASSERT_NE(mishap, trace.steps.end());
    EXPECT_EQ(mishap->text, "another one is notified");
    const Step woken = step_of(trace, "std::condition_variable::wait", Step::Kind::wakes);
    EXPECT_EQ(woken.actor, "thread 2");
}

TEST(TraceTest, GarbageInUnusedSlotsIsNotShown) {
    Subject subject("04_lost_signal", scenario({"A connects"}));
    subject.scenario.misfortunes = {Misfortune::garbage_on_the_stack};
    const Trace trace = subject.record_with("the stack holds garbage");
    EXPECT_EQ(trace.steps[0].kind, Kind::misfortune);
    EXPECT_TRUE(trace.steps[0].deviation);
    EXPECT_EQ(step_of(trace, "accept").line, step_of(subject.record(), "accept").line);
    EXPECT_EQ(trace.steps.back().state.arrays->slots.size(), 2u);
}

TEST(TraceTest, FunctionsBearTheNamesThatTheProgramUses) {
    const Trace trace = Subject("echo", scenario({"A connects", "A says hello"})).record();
    EXPECT_EQ(step_of(trace, "WSASend").arguments[0], "sA");
    EXPECT_EQ(step_of(trace, "WSASend").text, "hello");
    EXPECT_EQ(last(trace, Kind::prints).text, "5 \xE9\n");
}

TEST(TraceTest, FailuresHaveTheirNumbersAndNames) {
    Subject subject("04_lost_signal", scenario({"A connects"}));
    subject.scenario.misfortunes = {Misfortune::accept_fails};
    const Step failed = step_of(subject.record_with("accept fails"), "accept");
    EXPECT_EQ(failed.result, "INVALID_SOCKET");
    EXPECT_EQ(failed.error, "10055 WSAENOBUFS");
}

TEST(TraceTest, AResetHasAStatus) {
    const Trace trace = Subject("04_lost_signal", scenario({"A connects", "A vanishes"})).record();
    const State state = last(trace, Kind::acts).state;
    using Statuses = std::vector<std::pair<std::string, int>>;
    EXPECT_EQ(socket_named(state, "sA").status, (Statuses{{"FD_CLOSE", 10053}}));
    bool enumerated = false;
    for (const Step& step : trace.steps)
        enumerated |= step.detail == "FD_CLOSE (10053 WSAECONNABORTED)";
    EXPECT_TRUE(enumerated);
}

TEST(TraceTest, ThreadsAreActors) {
    const Subject subject("threads", scenario({"A connects"}));
    const Trace trace = subject.record();
    EXPECT_EQ(trace.threads, (std::vector<std::string>{"main", "thread 1"}));
    EXPECT_EQ(trace.steps[0].actor, "main") << "from the first step on";
    EXPECT_EQ(step_of(trace, "CreateThread").result, "thread 1");
    EXPECT_EQ(step_of(trace, "WaitForSingleObject", Kind::sleeps).actor, "thread 1");
}

// Everything that could be chosen, once: what an option says is what happens.
void expect_options_to_be_true(const Subject& subject) {
    for (const ChoicePoint& point : subject.record().choice_points) {
        for (std::size_t i = 1; i < point.options.size(); ++i) {
            const auto choices = static_cast<std::uint16_t>(point.options.size());
            const Trace trace =
                subject.record({{point.point, choices, static_cast<std::uint16_t>(i), 0}});
            const auto step = std::find_if(trace.steps.begin(), trace.steps.end(),
                                           [](const Step& each) { return each.deviation; });
            ASSERT_NE(step, trace.steps.end()) << point.options[i].what;
            const std::string happened = step->kind == Kind::acts ? step->deed
                                         : step->kind == Kind::goes_first
                                             ? step->actor + " goes first"
                                             : step->text;
            EXPECT_EQ(happened, point.options[i].what) << "at point " << point.point;
            EXPECT_EQ(trace.choice_points[point.point].chosen, i);
        }
    }
}

TEST(TraceTest, AnOptionIsWhatHappensWhenItIsChosen) {
    Subject lesson("03_arrays_out_of_step",
                   scenario({"A connects", "B connects", "B leaves", "A leaves"}));
    lesson.scenario.misfortunes = {Misfortune::accept_fails, Misfortune::garbage_on_the_stack};
    expect_options_to_be_true(lesson);
    expect_options_to_be_true(
        Subject("threads", scenario({"A connects", "B connects", "A waits 5 ms", "B leaves"})));
}

}  // namespace
