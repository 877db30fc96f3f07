// How executions end: spinning, deadlocked, by themselves, and against the program's will.

#include "detected.h"

namespace detected {
namespace {

const Scenario a_word = scenario({"A connects", "A says hello", "A leaves"});

TEST(Spin, Tutorial) {
    EXPECT_EQ(lines(findings_of("recv_of_nothing", scenario({"A connects", "A says hello"}))),
              "spin | A | recv | it goes round and round without rest, and nothing changes: "
              "WSAWaitForMultipleEvents, WSAEnumNetworkEvents, recv");
}

TEST(Spin, OnAnEventThatNobodyResets) {
    EXPECT_EQ(lines(findings_of("never_reset", scenario({"A connects"})), {Detector::spin}),
              "spin |  | WSAEnumNetworkEvents | it goes round and round without rest, and nothing "
              "changes: WSAWaitForMultipleEvents, WSAEnumNetworkEvents (2 times)");
}

TEST(Spin, NotABoundedRetry) {
    expect_nothing("tries_again", scenario({"A connects", "A says hello", "A leaves"}), 1);
}

TEST(Spin, NotATimeout) { expect_nothing("polls_with_timeout", a_word); }

// On a real machine the other thread would run in the meantime.
TEST(Spin, NotWhileAnotherThreadCouldRun) { expect_nothing("spins_for_a_flag", a_word, 1); }

TEST(Deadlock, Tutorial) {
    EXPECT_EQ(
        searched("locks_crosswise", scenario({"A connects"}), {Detector::deadlock}),
        "deadlock | main |  | main waits for lock 2, which thread 1 holds; thread 1 waits for "
        "lock 1, which main holds");
    EXPECT_EQ(lines(findings_of("locks_crosswise", scenario({"A connects"}))), "");
}

TEST(Deadlock, OfALockThatWasNeverLeft) {
    EXPECT_EQ(lines(findings_of("keeps_the_lock", scenario({"A connects"})), {Detector::deadlock}),
              "deadlock | main |  | main waits for lock 1, which thread 1 has not left before it "
              "ended");
}

TEST(Deadlock, OfAThreadAndAnEvent) {
    EXPECT_EQ(
        lines(findings_of("waits_for_each_other", scenario({"A connects"})), {Detector::deadlock}),
        "deadlock | main |  | main waits for the end of thread 1; thread 1 waits for e1, "
        "which nobody will set");
}

TEST(Deadlock, OfMutexes) {
    EXPECT_EQ(
        searched("mutexes_crosswise", scenario({"A connects"}), {Detector::deadlock}),
        "deadlock | main |  | main waits for lock 2, which thread 1 holds; thread 1 waits for "
        "lock 1, which main holds");
    EXPECT_EQ(lines(findings_of("mutexes_crosswise", scenario({"A connects"}))), "");
}

TEST(Deadlock, OfAMutexAndWhoHasIt) {
    EXPECT_EQ(
        lines(findings_of("mutex_taken_twice", scenario({"A connects"})), {Detector::deadlock}),
        "deadlock | main |  | main waits for the end of thread 1; thread 1 waits for lock 2, which "
        "thread 1 holds");
}

TEST(Deadlock, NotOfAMutexThatIsHeldInACall) {
    expect_nothing("mutex_held_across_calls",
                   scenario({"A connects", "B connects", "A leaves", "B leaves"}));
}

TEST(Deadlock, NotOfIdleWorkers) {
    expect_nothing("idle_workers", scenario({"A connects", "A says hello", "A leaves"}));
    expect_nothing("hands_over", a_word);
    expect_nothing("thread_per_client", a_word);
}

TEST(EndSwallowed, Tutorial) {
    EXPECT_EQ(lines(findings_of("catches_everything", scenario({"A connects", "A leaves"}))),
              "end swallowed |  | accept | the program catches everything, also what ends an "
              "execution");
}

TEST(EndSwallowed, NotIfItIsThrownOn) { expect_nothing("throws_on", a_word); }

// Where nothing may be thrown the program is left in another way, and that is not its fault.
TEST(EndSwallowed, NotByWhatMustNotThrow) { expect_nothing("must_not_throw", a_word); }

TEST(Crash, AnExceptionThatMustNotBe) {
    EXPECT_EQ(lines(findings_of("terminates", scenario({"A connects"}))),
              "crash |  |  | an exception leaves a function that must not throw (I will not have "
              "it)");
    EXPECT_EQ(lines(findings_of("throws_in_a_thread", scenario({"A connects"}))),
              "crash |  |  | an exception leaves a thread (enough)");
}

TEST(ExitsEarly, FromAThread) {
    EXPECT_EQ(lines(findings_of("exits_in_a_thread", scenario({"A connects"}))),
              "exits early |  |  | the program ends, with exit code 7");
    // Nothing of it is left for the next.
    EXPECT_EQ(std::current_exception(), nullptr);
    EXPECT_EQ(lines(findings_of("parallel_arrays", a_word)), "");
}

TEST(ExitsEarly, ForOneClientsMisfortune) {
    const Scenario scene = scenario_with({"A connects", "B connects"}, [](Scenario& changed) {
        changed.misfortunes = {Misfortune::create_event_fails};
        changed.room = 1;
    });
    EXPECT_EQ(searched("costs_everybody", scene, all_detectors()),
              "exits early |  |  | the program ends, with exit code 1");
}

// The misfortune may cost the client that it befalls, and nobody else.
TEST(ByteUnread, OfANeighbour) {
    const Scenario scene = scenario_with(
        {"A connects", "B connects", "A says a", "B says b"},
        [](Scenario& changed) { changed.misfortunes = {Misfortune::create_event_fails}; });
    EXPECT_NE(searched("costs_a_neighbour", scene, {Detector::byte_unread}), "");
    expect_nothing("checks_everything", scene);
    // Where another thread accepts, its last one need not be the one that it befalls.
    expect_nothing("turns_away_in_a_worker", scene);
}

}  // namespace
}  // namespace detected
