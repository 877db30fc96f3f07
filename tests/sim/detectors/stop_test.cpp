// Servers that are told to stop: never answered, exits early, misreported, handle leaked.

#include "detected.h"

namespace detected {
namespace {

const char* const stop = "the server is told to stop";

/// It has to end then, and to say by its exit code that all is well.
Scenario told(std::vector<std::string> sentences) {
    return scenario_with(sentences, [](Scenario& changed) {
        changed.prints = true;
        changed.ends = Ends::must;
        changed.exit_code = ExitCode::zero;
    });
}

const Scenario a_word = told({"A connects", "A says hello", stop});

TEST(ToldToStop, Tutorial) {
    EXPECT_EQ(lines(findings_of("stops_in_vain", a_word)),
              "never answered |  |  | it was told to stop, and never ends");
}

// Whenever it is told, from the moment on at which it listens.
TEST(ToldToStop, AServerThatStops) {
    expect_nothing("stops_well", a_word);
    expect_nothing("stops_well", told({stop}));
    expect_nothing("stops_well", told({"A connects", "A leaves", stop, "B connects"}));
    EXPECT_EQ(World::current().exit_code, 0);
}

TEST(ToldToStop, ItIsHeardFirstWhatWasSaidBefore) {
    findings_of("stops_well", a_word);
    EXPECT_EQ(World::current().output(), "hello\n");
}

// The thread that ends takes no part in what the others wait for.
TEST(ToldToStop, ThreadsThatWaitEndWithTheProgram) {
    EXPECT_EQ(lines(findings_of("stops_with_workers", a_word)), "");
}

TEST(ToldToStop, AServerThatIgnoresIt) {
    EXPECT_EQ(lines(findings_of("stops_and_ignores", a_word)),
              "never answered |  |  | it was told to stop, and never ends");
}

TEST(ToldToStop, AServerMayIgnoreItWhereItNeedNotEnd) {
    const Scenario scene = scenario({"A connects", stop, "A says hello", "A leaves"});
    expect_nothing("stops_and_ignores", scene);
    expect_nothing("stops_in_vain", scene, 1);
}

TEST(ToldToStop, AHandlerAndMainThatWaitForEachOther) {
    EXPECT_EQ(lines(findings_of("stops_and_waits", told({stop}))),
              "deadlock | main |  | main waits for e1, which nobody will set; thread 1 waits for "
              "e2, which nobody will set\n"
              "never answered |  |  | it was told to stop, and never ends");
}

TEST(ToldToStop, TheWrongExitCode) {
    EXPECT_EQ(lines(findings_of("stops_wrongly", a_word)),
              "misreported |  |  | the program ends with exit code 3, as if something had failed");
}

TEST(ToldToStop, TheLastHandlerIsAskedFirst) {
    EXPECT_EQ(lines(findings_of("stops_by_default", told({"A connects", stop}))),
              "exits early |  |  | it is told to stop, and no handler deals with that: the program "
              "ends, with exit code 0xC000013A");
    EXPECT_EQ(World::current().output(), "third 0\nfirst 0\n");
}

TEST(ToldToStop, WithoutAHandlerTheProgramEnds) {
    EXPECT_EQ(lines(findings_of("prints_well", told({"A connects", stop}))),
              "exits early |  |  | it is told to stop, and no handler deals with that: the program "
              "ends, with exit code 0xC000013A");
    // Where that is allowed nobody asks what it leaves open.
    const Scenario may =
        scenario_with({"A connects", stop}, [](Scenario& changed) { changed.ends = Ends::may; });
    expect_nothing("prints_well", may);
}

TEST(ToldToStop, AMomentTooEarly) {
    EXPECT_EQ(lines(findings_of("stops_a_moment_late", a_word)), "");
    EXPECT_EQ(searched("stops_a_moment_late", a_word, all_detectors(), RuleSet::windows, 1),
              "exits early |  |  | it is told to stop, and no handler deals with that: the program "
              "ends, with exit code 0xC000013A");
}

TEST(ToldToStop, AServerThatEndsBeforeItIsTold) {
    EXPECT_EQ(lines(findings_of("ends_well", told({"A connects", "A leaves", stop}))),
              "exits early |  |  | the program ends, with exit code 0");
}

TEST(ToldToStop, AServerThatMustNotEndAtAll) {
    EXPECT_EQ(lines(findings_of("stops_well", scenario({"A connects", stop}))),
              "exits early |  |  | the program ends, with exit code 0");
}

TEST(ToldToStop, AHandlerThatEndsTheProgramLeavesEverythingOpen) {
    EXPECT_EQ(lines(findings_of("stops_at_once", told({"A connects", stop}))),
              "handle leaked | e1 |  | e1 is open when the program ends\n"
              "handle leaked | eL |  | eL is open when the program ends\n"
              "handle leaked | eA |  | eA is open when the program ends\n"
              "handle leaked | sL |  | sL is open when the program ends\n"
              "handle leaked | sA |  | sA is open when the program ends");
}

TEST(ToldToStop, OnceInAScenario) {
    EXPECT_THROW(scenario({"A connects", stop, stop}), ScenarioError);
    EXPECT_THROW(scenario({"S accepts", stop}), ScenarioError);
    EXPECT_THROW(scenario({stop, stop}), ScenarioError);
    EXPECT_EQ(scenario({"A connects", stop}).clients, std::vector<std::string>{"A"});
    EXPECT_NE(scenario({"A connects", stop}).hash(), scenario({"A connects"}).hash());
}

}  // namespace
}  // namespace detected
