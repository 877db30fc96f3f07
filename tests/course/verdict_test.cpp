// The gate judged: what must be a failure of the gate is one, with made-up verdicts.

#include "verdict.h"

#include <gtest/gtest.h>

namespace {

using namespace course;
using nlohmann::json;

/// What a judge's --list prints about a lesson with one trigger and one promise that it keeps.
json listed() {
    return json::parse(R"({
        "lesson": "03_arrays_out_of_step",
        "promises": [
            {"promise": "EveryoneIsHeard", "sentence": "All are heard.",
             "scenarios": 2, "deviations": 3,
             "triggers": [
                {"rules": "windows", "symptoms": [
                    {"detector": "byte unread", "who": "B", "call": ""},
                    {"detector": "out of step", "who": "C", "call": "WSAEnumNetworkEvents"}]},
                {"rules": "lenient", "symptoms": [
                    {"detector": "byte unread", "who": "B", "call": ""}]}]},
            {"promise": "NobodyIsDisturbed", "sentence": "None is disturbed.",
             "scenarios": 1, "deviations": 3, "triggers": []}]})");
}

json kept(const std::string& promise) {
    return {{"promise", promise},
            {"sentence", "A sentence."},
            {"kept", true},
            {"executions", 109692},
            {"states", 5},
            {"breaches", json::array()},
            {"certificate",
             "all 109,692 distinct executions of 2 scenarios, up to 3 deviations, under 3 rule "
             "sets"}};
}

/// Lists are vectors here: a list of one in braces would be taken for the one.
using List = std::vector<json>;

json breach(const std::string& rules, const List& symptoms) {
    return {{"rules", rules},       {"scenario", List{"A connects"}},  {"deviations", 1},
            {"symptoms", symptoms}, {"sentences", List{"a sentence"}}, {"replay", "1w-0-0"}};
}

json unread(const std::string& who) {
    return {{"detector", "byte unread"}, {"who", who}, {"call", ""}};
}

json out_of_step() {
    return {{"detector", "out of step"}, {"who", "C"}, {"call", "WSAEnumNetworkEvents"}};
}

json broken(const std::string& promise, const List& breaches) {
    json one = kept(promise);
    one["kept"] = false;
    one["breaches"] = breaches;
    one.erase("certificate");
    return one;
}

/// The trigger, broken as it is declared.
json as_declared() {
    return broken("EveryoneIsHeard", {breach("windows", {out_of_step(), unread("B")}),
                                      breach("lenient", {unread("B")})});
}

json verdict_of(const List& promises) {
    return {{"schema", 1},
            {"lesson", "03_arrays_out_of_step"},
            {"kept", false},
            {"promises", promises}};
}

/// What the gate says to a lesson with these verdicts.
Complaints said(const List& promises) {
    const Declaration declared = declaration_from(listed());
    return about_lesson(declared, declared.names(), verdict_from(verdict_of(promises)));
}

/// One complaint, and it says this.
void expect_one(const Complaints& complaints, const std::string& text) {
    ASSERT_EQ(complaints.size(), 1U) << testing::PrintToString(complaints);
    EXPECT_NE(complaints[0].find(text), std::string::npos) << complaints[0];
}

TEST(GateJudged, Tutorial) {
    // The lesson breaks its trigger as declared and keeps the rest: nothing to complain about.
    EXPECT_EQ(said({as_declared(), kept("NobodyIsDisturbed")}), Complaints{});
}

TEST(GateJudged, ATriggerThatFailsForAnotherReasonIsAFailure) {
    expect_one(said({broken("EveryoneIsHeard",
                            {breach("windows", {unread("C")}), breach("lenient", {unread("B")})}),
                     kept("NobodyIsDisturbed")}),
               "another reason");
}

TEST(GateJudged, ACrashIsAnotherReason) {
    const json crash = {{"detector", "crash"}, {"who", ""}, {"call", ""}};
    const Complaints complaints = said(
        {broken("EveryoneIsHeard", {breach("windows", {crash}), breach("lenient", {unread("B")})}),
         kept("NobodyIsDisturbed")});
    expect_one(complaints, "seen:     crash");
}

TEST(GateJudged, OneSymptomMoreOrFewerIsAnotherReason) {
    expect_one(said({broken("EveryoneIsHeard",
                            {breach("windows", {out_of_step()}), breach("lenient", {unread("B")})}),
                     kept("NobodyIsDisturbed")}),
               "another reason");
    expect_one(said({broken("EveryoneIsHeard",
                            {breach("windows", {out_of_step(), unread("B"), unread("C")}),
                             breach("lenient", {unread("B")})}),
                     kept("NobodyIsDisturbed")}),
               "another reason");
}

TEST(GateJudged, TheCallIsAPartOfTheReason) {
    json elsewhere = out_of_step();
    elsewhere["call"] = "WSAEventSelect";
    expect_one(said({broken("EveryoneIsHeard", {breach("windows", {elsewhere, unread("B")}),
                                                breach("lenient", {unread("B")})}),
                     kept("NobodyIsDisturbed")}),
               "another reason");
}

TEST(GateJudged, ATriggerThatHoldsIsAFailure) {
    const Complaints complaints = said({kept("EveryoneIsHeard"), kept("NobodyIsDisturbed")});
    ASSERT_EQ(complaints.size(), 2U);  // one for each rule set
    EXPECT_NE(complaints[0].find("should be broken under lenient"), std::string::npos);
    EXPECT_NE(complaints[1].find("should be broken under windows"), std::string::npos);
}

TEST(GateJudged, ARuleSetThatIsNotDeclaredIsAFailure) {
    json too_much = as_declared();
    too_much["breaches"].push_back(breach("documented", {unread("B")}));
    expect_one(said({too_much, kept("NobodyIsDisturbed")}), "broken under documented");
}

TEST(GateJudged, ABrokenPromiseThatIsNotListedIsAFailure) {
    expect_one(
        said({as_declared(), broken("NobodyIsDisturbed", {breach("windows", {unread("A")})})}),
        "NobodyIsDisturbed is broken under windows (byte unread: A), and that is not declared");
}

TEST(GateJudged, APromiseThatWasNotJudgedIsAFailure) {
    expect_one(said({as_declared()}), "NobodyIsDisturbed was not judged");
}

TEST(GateJudged, APromiseThatNobodyKnowsIsAFailure) {
    expect_one(said({as_declared(), kept("NobodyIsDisturbed"), kept("Another")}),
               "nobody asked for it");
}

TEST(GateJudged, NothingTriedIsAFailure) {
    json empty = kept("NobodyIsDisturbed");
    empty["executions"] = 0;
    expect_one(said({as_declared(), empty}), "nothing was tried");
}

TEST(GateJudged, AskingNothingIsAFailure) {
    EXPECT_EQ(about_solution({}, verdict_from(verdict_of({}))).size(), 1U);
}

TEST(GateJudged, PromisesOfAnotherLessonAreAFailure) {
    json verdict = verdict_of({as_declared(), kept("NobodyIsDisturbed")});
    verdict["lesson"] = "04_lost_signal";
    const Declaration declared = declaration_from(listed());
    expect_one(about_lesson(declared, declared.names(), verdict_from(verdict)),
               "of 04_lost_signal, not of 03_arrays_out_of_step");
}

TEST(GateJudged, ASolutionMayNotBreakATriggerAsDeclaredEither) {
    const Verdict verdict = verdict_from(verdict_of({as_declared(), kept("NobodyIsDisturbed")}));
    EXPECT_EQ(about_solution({"EveryoneIsHeard", "NobodyIsDisturbed"}, verdict).size(), 2U);
}

TEST(GateJudged, ASolutionIsJudgedUnderAllRuleSets) {
    json one_set = kept("EveryoneIsHeard");
    one_set["certificate"] =
        "all 12 distinct executions of 2 scenarios, up to 3 deviations, under 1 rule set";
    const Verdict verdict = verdict_from(verdict_of({one_set}));
    expect_one(about_solution({"EveryoneIsHeard"}, verdict), "not judged under all rule sets");
}

TEST(GateJudged, ASearchThatGaveUpIsNoCertificate) {
    json gave_up = kept("EveryoneIsHeard");
    gave_up["certificate"] =
        "not all, but 12 distinct executions of 2 scenarios, up to 3 deviations, under 3 rule sets";
    const Verdict verdict = verdict_from(verdict_of({gave_up}));
    expect_one(about_solution({"EveryoneIsHeard"}, verdict), "not tried in every way");
}

TEST(GateJudged, TheListAndTheTestsNameTheSameTriggers) {
    const Declaration declared = declaration_from(listed());
    EXPECT_EQ(about_list({"EveryoneIsHeard"}, declared), Complaints{});
    expect_one(about_list({}, declared), "lessons/course.json does not list it");
    expect_one(about_list({"EveryoneIsHeard", "NobodyIsDisturbed"}, declared),
               "declares no symptom of it");
}

TEST(GateJudged, WhatIsNoVerdictIsNotReadAsOne) {
    const json good = verdict_of({as_declared(), kept("NobodyIsDisturbed")});
    EXPECT_NO_THROW(verdict_from(good));
    for (const char* field : {"schema", "lesson", "promises"}) {
        json bad = good;
        bad.erase(field);
        EXPECT_THROW(verdict_from(bad), NoVerdict) << field;
    }
    EXPECT_THROW(verdict_from(json::array()), NoVerdict);
    EXPECT_THROW(verdict_from(nullptr), NoVerdict);

    json newer = good;
    newer["schema"] = 2;
    EXPECT_THROW(verdict_from(newer), NoVerdict);
    json contradicts_itself = good;
    contradicts_itself["promises"][0]["kept"] = true;
    EXPECT_THROW(verdict_from(contradicts_itself), NoVerdict);
    json without_reason = good;
    without_reason["promises"][0]["breaches"][0]["symptoms"] = json::array();
    EXPECT_THROW(verdict_from(without_reason), NoVerdict);
    json twice = good;
    twice["promises"][0]["breaches"].push_back(breach("windows", {unread("B")}));
    EXPECT_THROW(verdict_from(twice), NoVerdict);
}

}  // namespace
