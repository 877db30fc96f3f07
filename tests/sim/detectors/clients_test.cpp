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

Scenario with_a_slow_reader(SlowReaders what, const std::vector<std::string>& more) {
    std::vector<std::string> sentences{"A connects", "A stops reading", "A says 60 bytes",
                                       "A says 60 bytes"};
    sentences.insert(sentences.end(), more.begin(), more.end());
    return scenario_with(sentences, [=](Scenario& changed) {
        changed.echoes = true;
        changed.window = 50;
        changed.slow_readers = what;
    });
}

TEST(NeverAnswered, WhoTakesNothingAndIsNotLetGo) {
    const Scenario stays = with_a_slow_reader(SlowReaders::are_let_go, {"A waits 10000 ms"});
    const Scenario leaves =
        with_a_slow_reader(SlowReaders::are_let_go, {"A leaves", "A waits 10000 ms"});
    const std::string found = "never answered | A |  | A takes nothing, and is never let go";
    for (const Scenario& scene : {stays, leaves}) {
        EXPECT_EQ(searched("echo", scene, waiting), found);
        expect_nothing("lets_go", scene, 1);
    }
    expect_nothing("echo", with_a_slow_reader(SlowReaders::as_the_server_likes, {"A leaves"}), 1);
    // Whoever has room for what there is takes nothing from anybody.
    Scenario short_word = scenario({"A connects", "A stops reading", "A says hello"});
    short_word.slow_readers = SlowReaders::are_let_go;
    expect_nothing("echo", short_word, 1);
}

TEST(NeverAnswered, WhoReadsOnInTimeIsKept) {
    const auto after = [](const char* wait) {
        return with_a_slow_reader(SlowReaders::are_kept, {wait, "A reads on"});
    };
    const Detectors lost{Detector::bytes_lost};
    EXPECT_NE(searched("lets_go", after("A waits 3500 ms"), lost, RuleSet::windows, 0), "");
    EXPECT_EQ(searched("lets_go", after("A waits 1500 ms"), lost, RuleSet::windows, 0), "");
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
              "answered late | A | recv | A is heard 1.9 s later; within 1.5 s was promised");
    EXPECT_EQ(World::current().ending(), Ending::quiescent) << "and comes to its end";
}

TEST(AnsweredLate, ToLetGoOfWhoTakesNothing) {
    Scenario scene = with_a_slow_reader(SlowReaders::are_let_go, {"A waits 10000 ms"});
    scene.answer_within = 3000;
    expect_nothing("lets_go", scene, 0);
    scene.answer_within = 2999;
    EXPECT_EQ(searched("lets_go", scene, waiting, RuleSet::windows, 0),
              "answered late | A | closesocket | A takes nothing, and is let go 3.0 s later; "
              "within 2.9 s was promised");
}

// What a client does after a wait it does at that moment, not when the server's wait is over, too.
TEST(AnsweredLate, CountsFromTheEndOfAWait) {
    const std::vector<std::string> sentences{"A connects", "A waits 50 ms", "A says b"};
    EXPECT_EQ(searched("polls_with_timeout", within(50, sentences), waiting, RuleSet::windows, 0),
              "");
    EXPECT_EQ(searched("polls_with_timeout", within(49, sentences), waiting, RuleSet::windows, 0),
              "answered late | A | recv | A is heard 50 ms later; within 49 ms was promised");
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
    // More than the server is willing to keep: some of it lies unread as long as nobody reads.
    expect_nothing("echo", echoing({"A connects", "A stops reading", "A says 1500 bytes",
                                    "A says 1500 bytes", "A waits 1000 ms", "A reads on"}));
}

}  // namespace
}  // namespace detected
