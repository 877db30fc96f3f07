// The window in which an unlucky moment makes the difference.
#include "sim/report/window.h"

#include <gtest/gtest.h>

#include "recorded.h"

namespace {

using namespace winsock::sim;

TEST(WindowTest, Tutorial) {
    const Failed failed = lesson_04();
    ASSERT_TRUE(failed.window);
    EXPECT_EQ(failed.window->action.what, "A leaves");
    EXPECT_EQ(failed.window->behind.call, "WSAEnumNetworkEvents");
    EXPECT_EQ(failed.window->before.call, "WSAResetEvent");
    const std::string enumerates =
        std::to_string(step_of(failed.trace, "WSAEnumNetworkEvents").line);
    const std::string resets = std::to_string(step_of(failed.trace, "WSAResetEvent").line);
    EXPECT_EQ(failed.window->text(),
              "between WSAEnumNetworkEvents (line " + enumerates + ") and WSAResetEvent (line " +
                  resets +
                  "): if A leaves there, FD_CLOSE is recorded for sA, and eA is not signalled");
}

TEST(WindowTest, WhatAlwaysHappensHasNone) {
    const Failed failed = lesson_03();
    EXPECT_TRUE(failed.trace.deviations().empty());
    EXPECT_FALSE(find_window(failed.trace, failed.trace, [](auto) { return true; }));
}

/// An execution with choice points before calls 0, 1, 2, ..., each of which A could come in before.
Trace calls(unsigned count) {
    Trace trace;
    trace.threads = {"server"};
    for (unsigned i = 0; i < count; ++i) {
        ChoicePoint point;
        point.point = i;
        point.options = {{"the call goes on", 0}, {"B leaves", 3}, {"A leaves", 1}};
        point.step = i;
        point.actor = "server";
        point.call = "call" + std::to_string(i);
        point.line = static_cast<int>(i) + 1;
        trace.choice_points.push_back(point);
        Step step;
        step.actor = "server";
        step.call = point.call;
        step.line = point.line;
        trace.steps.push_back(step);
    }
    return trace;
}

Trace with(Trace trace, std::uint32_t point, std::uint16_t chosen) {
    trace.choice_points[point].chosen = chosen;
    trace.findings.push_back({"signal lost", "A", "", "it is lost"});
    return trace;
}

TEST(WindowTest, IsWhatFailsInOnePiece) {
    const Trace passing = calls(10);
    std::vector<std::uint32_t> tried;
    const auto window = find_window(with(passing, 5, 2), passing, [&](auto list) {
        EXPECT_EQ(list.size(), 1u);
        EXPECT_EQ(list[0].choices, 3u);
        EXPECT_EQ(list[0].chosen, 2u);
        tried.push_back(list[0].point);
        return list[0].point == 9 || (list[0].point >= 4 && list[0].point <= 6);
    });
    ASSERT_TRUE(window);
    EXPECT_EQ(window->first, 4u);
    EXPECT_EQ(window->last, 6u);
    EXPECT_EQ(tried, (std::vector<std::uint32_t>{4, 3, 6, 7}));
    EXPECT_EQ(window->text(),
              "between call3 (line 4) and call6 (line 7): if A leaves there, it is lost");
}

TEST(WindowTest, MayReachToTheBeginning) {
    const Trace passing = calls(3);
    const auto window = find_window(with(passing, 1, 2), passing, [](auto) { return true; });
    EXPECT_EQ(window->where(), "before call2 (line 3)");
}

TEST(WindowTest, KeepsTheEarlierDeviationsAndStaysBehindThem) {
    Trace passing = calls(6);
    passing.choice_points[2].chosen = 1;
    const auto window = find_window(with(passing, 4, 2), passing, [](auto list) {
        EXPECT_EQ(list.size(), 2u);
        EXPECT_EQ(list[0].point, 2u);
        return true;
    });
    EXPECT_EQ(window->first, 3u);
    EXPECT_EQ(window->last, 5u);
}

TEST(WindowTest, AnotherActionOfTheSameNameIsNotTheSame) {
    Trace passing = calls(4);
    passing.choice_points[0].options[2].place = 0;  // "A leaves" for the first time
    const auto window = find_window(with(passing, 2, 2), passing, [](auto) { return true; });
    EXPECT_EQ(window->first, 1u);
}

TEST(WindowTest, AMisfortuneIsInItsCall) {
    Trace passing = calls(3);
    for (ChoicePoint& point : passing.choice_points) {
        point.options = {{"nothing special", 0}, {"accept fails", 6}};
    }
    const auto window = find_window(with(passing, 1, 1), passing, [](auto) { return false; });
    EXPECT_EQ(window->text(), "in call1 (line 2): if accept fails there, it is lost");
}

TEST(WindowTest, RecordingsThatDoNotBelongTogetherHaveNone) {
    EXPECT_FALSE(find_window(with(calls(10), 5, 2), calls(3), [](auto) { return true; }));
}

}  // namespace
