// What is shown of an execution in which a promise was broken, also when the program did not live
// to its end.

#include "sim/judge/witness.h"

#include <gtest/gtest.h>

#include "sim/judge/judge.h"

using namespace winsock::sim;

namespace {

Lesson promise_in(const std::vector<std::string>& sentences) {
    Lesson lesson{"witnessed"};
    lesson.promise("NothingHappens", "Clients connect, and nothing happens.")
        .judged_by({Detector::crash, Detector::hang})
        .in(sentences)
        .up_to(1)
        .under({RuleSet::windows});
    return lesson;
}

/// Judges, and looks at the only breach.
Witness witness_of(const Lesson& lesson, const Judged& judged) {
    const Verdict verdict = judge(lesson, judged, {});
    const std::vector<Breach>& breaches = verdict.promises.at(0).breaches;
    if (breaches.size() != 1) throw std::runtime_error("no breach, or several");
    return witness(
        judged,
        {lesson.promises[0], breaches[0].scenario, breaches[0].rules, breaches[0].deviations}, {});
}

Judged hostile(const std::string& name) {
    return {std::string(HOSTILE_MODULES) + "/" + name + ".zero.so", "", ""};
}

TEST(Witness, OfACrashEndsWithTheLastThingThatWasKnown) {
    const Witness seen = witness_of(promise_in({"A connects"}), hostile("crashes"));
    ASSERT_TRUE(seen.fails());
    EXPECT_EQ(seen.trace.findings[0].detector, "crash");
    EXPECT_EQ(seen.trace.ending, "");
    ASSERT_FALSE(seen.trace.steps.empty());
    EXPECT_EQ(seen.trace.steps.back().call, "accept");
    EXPECT_FALSE(seen.passing);
    EXPECT_FALSE(seen.window);
}

TEST(Witness, OfAProgramThatEndsWhileItIsLoadedHasNoSteps) {
    const Witness seen = witness_of(promise_in({"A connects"}), hostile("exits_while_loading"));
    ASSERT_TRUE(seen.fails());
    EXPECT_EQ(seen.trace.findings[0].detector, "exits early");
    EXPECT_TRUE(seen.trace.steps.empty());
}

TEST(Witness, OfACrashInABadMomentHasATwinThatPassesAndAWindow) {
    const Witness seen =
        witness_of(promise_in({"A connects", "B connects"}), hostile("crashes_in_a_bad_moment"));
    ASSERT_TRUE(seen.fails());
    EXPECT_EQ(seen.trace.findings[0].detector, "crash");
    ASSERT_TRUE(seen.passing);
    EXPECT_TRUE(seen.passing->findings.empty());
    EXPECT_EQ(seen.passing->ending, "quiescent");
    ASSERT_TRUE(seen.window);
    EXPECT_EQ(seen.window->action.what, "B connects");
    EXPECT_EQ(seen.window->behind.call, "WSAEnumNetworkEvents");
    EXPECT_EQ(seen.window->before.call, "WSAEnumNetworkEvents");
    EXPECT_LT(seen.window->first, seen.window->last);
}

TEST(Witness, OfAHangIsThereToo) {
    const Witness seen =
        witness_of(promise_in({"A connects", "B connects"}), hostile("hangs_in_a_bad_moment"));
    ASSERT_TRUE(seen.fails());
    EXPECT_EQ(seen.trace.findings[0].detector, "hang");
    ASSERT_TRUE(seen.passing);
    ASSERT_TRUE(seen.window);
    EXPECT_EQ(seen.window->action.what, "B connects");
}

TEST(Witness, OfLesson04NamesTheWindow) {
    Lesson lesson{"04_lost_signal"};
    lesson.promise("Released", "Whoever leaves is released.")
        .judged_by({Detector::signal_lost})
        .in({"A connects", "A leaves"})
        .under({RuleSet::windows});
    const std::string build = OUT_OF_STEP_BUILD_DIR;
    const Judged judged{build + "/lessons/04_lost_signal/server.zero.so", "", ""};
    const Witness seen = witness_of(lesson, judged);
    ASSERT_TRUE(seen.window);
    EXPECT_EQ(seen.window->behind.call, "WSAEnumNetworkEvents");
    EXPECT_EQ(seen.window->before.call, "WSAResetEvent");
    ASSERT_TRUE(seen.passing);
    EXPECT_TRUE(seen.passing->findings.empty());
}

TEST(Witness, OfAnExecutionThatPassesIsTheExecution) {
    const Lesson lesson = promise_in({"A connects", "B connects"});
    const Witness seen = witness(hostile("crashes_in_a_bad_moment"),
                                 {lesson.promises[0], 0, RuleSet::windows, {}}, {});
    EXPECT_FALSE(seen.fails());
    EXPECT_EQ(seen.trace.ending, "quiescent");
    EXPECT_FALSE(seen.passing);
}

}  // namespace
