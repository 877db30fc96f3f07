// Clients that wait: for ever, or too long.

#include "detected.h"

namespace detected {
namespace {

const Detectors waiting = {Detector::never_answered, Detector::answered_late};

Scenario with_room_for_two(const std::vector<std::string>& sentences) {
    return scenario_with(sentences, [](Scenario& changed) { changed.room = 2; });
}

TEST(NeverAnswered, Tutorial) {
    EXPECT_EQ(
        lines(findings_of("never_accepts", scenario({"A connects", "A says hello"})), waiting),
        "never answered | A |  | A is never accepted");
}

TEST(NeverAnswered, WhenTheBacklogIsFull) {
    const std::string expected =
        "never answered | A |  | A is never accepted\n"
        "never answered | B |  | B is never accepted\n"
        "never answered | C |  | C is never accepted\n"
        "never answered | D |  | D is never accepted\n"
        "never answered | E |  | E is never accepted\n"
        "never answered | F |  | F could never connect";
    const Scenario scene = scenario(
        {"A connects", "B connects", "C connects", "D connects", "E connects", "F connects"});
    EXPECT_EQ(lines(findings_of("never_accepts", scene), waiting), expected);
}

TEST(NeverAnswered, WhoHasLeftAndIsNotReleased) {
    const Scenario scene = scenario({"A connects", "A says hello", "A leaves"});
    EXPECT_EQ(searched("else_if", scene, {Detector::never_answered}),
              "never answered | A |  | A has left, and is never released");
}

TEST(NeverAnswered, WhatIsAwaited) {
    const Scenario scene = scenario({"A connects", "A awaits welcome"});
    EXPECT_EQ(lines(findings_of("parallel_arrays", scene), waiting),
              "never answered | A |  | A waits for \"welcome\" in vain");
}

TEST(NeverAnswered, WhoComesWhenASlotHasBecomeFree) {
    const Scenario scene =
        with_room_for_two({"A connects", "B connects", "C connects", "A leaves", "C says hello"});
    EXPECT_EQ(lines(findings_of("declines", scene), waiting),
              "never answered | C |  | C is never accepted");
    expect_nothing("stops_accepting", scene);
    expect_nothing("turns_away", scene);
}

// As long as there is no room nobody is to blame.
TEST(NeverAnswered, WhoWaitsForRoom) {
    const Scenario scene = with_room_for_two(
        {"A connects", "B connects", "C connects", "D connects", "C says hello", "D leaves"});
    for (const char* const server : {"stops_accepting", "turns_away"})
        expect_nothing(server, scene);
    EXPECT_EQ(searched("declines", scene, waiting, RuleSet::windows, 0), "");
}

TEST(NeverAnswered, WhenThePortIsTaken) {
    Scenario scene = scenario({"A connects"});
    scene.port_taken = true;
    EXPECT_EQ(lines(findings_of("parallel_arrays", scene), waiting),
              "never answered | A |  | A could never connect\n"
              "never answered |  |  | another program has the port, and this one neither says so "
              "nor ends");
    expect_nothing("checks_everything", scene);
}

// Who talks without end is read without end, and nobody behind it.
TEST(NeverAnswered, WhileAnotherGoesOn) {
    const auto overtaken_by = [](unsigned reads) {
        return scenario_with({"A connects", "B connects", "A says 80 bytes", "B says b"},
                             [=](Scenario& changed) { changed.overtaken_at_most = reads; });
    };
    const std::string found =
        "never answered | B | recv | B has spoken, and is not heard while A goes on: others were "
        "read 5 times meanwhile";
    EXPECT_EQ(searched("lowest_first", overtaken_by(4), waiting), found);
    EXPECT_EQ(searched("drains_each", overtaken_by(4), waiting), found);
    EXPECT_EQ(searched("lowest_first", overtaken_by(0), waiting), "");
    EXPECT_EQ(searched("lowest_first", overtaken_by(10), waiting), "");
    expect_nothing("parallel_arrays", overtaken_by(2));
}

Scenario within(std::uint64_t milliseconds, const std::vector<std::string>& sentences) {
    return scenario_with(sentences, [=](Scenario& changed) {
        changed.answer_within = milliseconds;
        changed.room = 0;
    });
}

// Room for nobody: how long it takes to be accepted is not the question here.
const std::vector<std::string> two_are_idle = {"A connects", "B connects", "C connects",
                                               "A says one", "A says two"};

TEST(AnsweredLate, Tutorial) {
    EXPECT_EQ(searched("a_second_each", within(1500, two_are_idle), waiting),
              "answered late | A | recv | A is heard 2.0 s later; within 1.5 s was promised");
}

TEST(AnsweredLate, ToBeAccepted) {
    Scenario scene = within(500, {"A connects", "B connects", "A says one", "C connects"});
    scene.room = 63;
    EXPECT_EQ(searched("a_second_each", scene, waiting),
              "answered late | B | accept | B is accepted 1.0 s later; within 500 ms was promised");
}

TEST(AnsweredLate, NotIfThereIsTime) {
    EXPECT_EQ(searched("a_second_each", within(3000, two_are_idle), waiting), "");
    EXPECT_EQ(searched("a_second_each", within(0, two_are_idle), waiting), "");
    expect_nothing("parallel_arrays", within(1, two_are_idle));
    expect_nothing("polls_with_timeout", within(100, two_are_idle));
    EXPECT_NE(searched("polls_with_timeout", within(99, two_are_idle), waiting), "");
}

// A client that has waited goes on, in whatever wait of the server's its time is over.
TEST(AnsweredLate, AfterAWaitOfTheClients) {
    const Scenario scene = within(1500, {"A connects", "B connects", "C connects", "A says one",
                                         "A waits 1 ms", "A says two"});
    EXPECT_EQ(searched("a_second_each", scene, waiting),
              "answered late | A | recv | A is heard 2.0 s later; within 1.5 s was promised");
    EXPECT_EQ(World::current().ending(), Ending::quiescent) << "and comes to its end";
}

// The answer counts, too: and not for whoever does not read.
TEST(AnsweredLate, ToGetAnAnswer) {
    const auto echoing = [](const std::vector<std::string>& sentences) {
        Scenario scene = within(100, sentences);
        scene.echoes = true;
        scene.window = 50;
        return scene;
    };
    expect_nothing("echo", echoing({"A connects", "A says hello", "B connects", "B says you"}));
    expect_nothing("echo", echoing({"A connects", "A stops reading", "A says 80 bytes",
                                    "A waits 1000 ms", "A reads on"}));
}

}  // namespace
}  // namespace detected
