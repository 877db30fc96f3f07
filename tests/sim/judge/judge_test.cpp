#include "sim/judge/judge.h"

#include <gtest/gtest.h>

#include <ostream>

using namespace winsock::sim;

namespace {

/// Judged by one thing that none of them does, and by what always judges.
Lesson one_promise() {
    Lesson lesson{"hostile"};
    lesson.promise("SomebodyMayConnect", "A client may connect, and nothing happens.")
        .judged_by({Detector::byte_unread})
        .in({"A connects"})
        .up_to(1)
        .under({RuleSet::windows});
    return lesson;
}

Verdict verdict_on(const std::string& module) {
    const Lesson lesson = one_promise();
    return judge(lesson, Judged{module, "", ""}, {});
}

struct Case {
    const char* module;
    Detector verdict;
    const char* words;  ///< a part of the sentence
};

std::ostream& operator<<(std::ostream& out, const Case& hostile) { return out << hostile.module; }

class Hostile : public testing::TestWithParam<Case> {};

TEST_P(Hostile, IsAVerdict) {
    const Verdict verdict =
        verdict_on(std::string(HOSTILE_MODULES) + "/" + GetParam().module + ".zero.so");
    ASSERT_EQ(verdict.promises.size(), 1U);
    ASSERT_EQ(verdict.promises[0].breaches.size(), 1U);
    const Breach& breach = verdict.promises[0].breaches[0];
    ASSERT_EQ(breach.findings.size(), 1U);
    EXPECT_EQ(breach.findings[0].detector, GetParam().verdict);
    EXPECT_NE(breach.findings[0].detail.find(GetParam().words), std::string::npos)
        << breach.findings[0].detail;
    EXPECT_FALSE(breach.replay.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Judge, Hostile,
    testing::Values(Case{"exits_while_loading", Detector::exits_early, "exit code 3"},
                    Case{"hangs_while_loading", Detector::hang, "does not come back"},
                    Case{"crashes_while_loading", Detector::crash, ""},
                    Case{"forges_a_verdict", Detector::exits_early, "not its own"},
                    Case{"crashes", Detector::crash, ""}, Case{"aborts", Detector::crash, "ABRT"},
                    Case{"hangs", Detector::hang, "does not come back"},
                    Case{"sleeps", Detector::hang, "does not come back"},
                    Case{"waits_for_a_shared_mutex", Detector::hang,
                         "call; it uses std::shared_mutex, which"},
                    Case{"waits_for_the_disk", Detector::exits_early, "exit code 0"},
                    Case{"exits", Detector::exits_early, "exit code 0"},
                    Case{"exits_at_once", Detector::exits_early, "exit code 0"},
                    Case{"exits_quickly", Detector::exits_early, "exit code 0"},
                    Case{"exits_in_a_thread", Detector::exits_early, "exit code 0"},
                    Case{"calls_itself", Detector::crash, ""},
                    Case{"eats_memory", Detector::crash, "bytes more, which no server here needs"},
                    Case{"throws", Detector::crash, "exception"},
                    Case{"overruns", Detector::array_overrun, "8 bytes are written"},
                    Case{"prints_without_end", Detector::endless_output, "without end"},
                    Case{"writes_without_end", Detector::endless_output, "without end"},
                    Case{"closes_every_descriptor", Detector::exits_early, ""},
                    Case{"forks", Detector::exits_early, "exit code 0"},
                    Case{"kills_itself", Detector::crash, "signal 9"},
                    Case{"returns", Detector::exits_early, "exit code 0"}),
    [](const testing::TestParamInfo<Case>& hostile) { return hostile.param.module; });

TEST(Judge, AModuleThatDiesWhileItIsLoadedKeepsNothing) {
    Lesson lesson = one_promise();
    lesson.promise("AnotherOne", "A client may connect.").in({"A connects"}).up_to(0);
    const Verdict verdict = judge(
        lesson, {std::string(HOSTILE_MODULES) + "/crashes_while_loading.zero.so", "", ""}, {});
    ASSERT_EQ(verdict.promises.size(), 2U);
    EXPECT_FALSE(verdict.promises[0].kept());
    EXPECT_EQ(verdict.promises[1].breaches.size(), 3U);
}

TEST(Judge, APromiseThatSaysNothingUnderARuleSetIsNotKeptUnderIt) {
    JudgeOptions options;
    options.rules = {RuleSet::lenient};
    EXPECT_THROW(
        judge(one_promise(), {std::string(HOSTILE_MODULES) + "/returns.zero.so", "", ""}, options),
        std::runtime_error);
}

TEST(Judge, AModuleThatIsNotThereIsAnErrorAndNoVerdict) {
    EXPECT_THROW(verdict_on("/nowhere/server.zero.so"), ModuleError);
}

TEST(Judge, AKeptPromiseHasACertificate) {
    Lesson lesson{"04_lost_signal"};
    lesson.promise("WhoeverLeavesIsReleased", "Whoever leaves is released.")
        .judged_by({Detector::signal_lost})
        .in({"A connects", "A leaves"})
        .in({"A connects", "A says a", "A leaves"})
        .up_to(2);
    const std::string build = OUT_OF_STEP_BUILD_DIR;
    Progress last;
    JudgeOptions options;
    options.meanwhile = [&](const Progress& progress) { last = progress; };
    const Verdict solution =
        judge(lesson, {build + "/solutions/04_lost_signal/server.zero.so", "", ""}, options);
    EXPECT_TRUE(solution.kept());
    EXPECT_EQ(last.all_searches, 6U);
    EXPECT_GE(last.executions, solution.promises[0].executions);
    const std::string certificate = solution.certificate(lesson);
    EXPECT_TRUE(certificate.starts_with("all ")) << certificate;
    EXPECT_TRUE(certificate.ends_with(
        " distinct executions of 2 scenarios, up to 2 deviations, under 3 rule sets"))
        << certificate;

    const Verdict broken =
        judge(lesson, {build + "/lessons/04_lost_signal/server.zero.so", "", ""}, {});
    EXPECT_FALSE(broken.kept());
    ASSERT_EQ(broken.promises[0].breaches.size(), 3U);
    for (const Breach& breach : broken.promises[0].breaches) {
        EXPECT_EQ(breach.symptoms(), (std::vector<Symptom>{{Detector::signal_lost, "A", ""}}));
        EXPECT_EQ(breach.deviations.size(), 1U);
    }
}

}  // namespace
