// The judge judged: each misbehaving server is told apart by its own finding, and one that is only
// slow, or odd, is left in peace.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include "stage/os_view.h"
#include "staged.h"

namespace {

using namespace out_of_step;

// The first test is the tutorial: a server, a scene, what was found.
TEST(Stage, Tutorial) {
    Staging staging;
    staging.command = {MISBEHAVING_SERVER, "never_reads"};
    const Scene scene = parse_scene({"A connects", "A says hello"});

    const Outcome outcome = play(scene, staging);

    ASSERT_EQ(outcome.findings.size(), 1u);
    EXPECT_EQ(outcome.findings[0].kind, Finding::Kind::byte_unread);
    EXPECT_EQ(sentences_about(outcome.findings)[0],
              "A's 5 bytes lie unread at the server, and the server sleeps: nothing will ever "
              "wake it for A.");
}

TEST(Stage, AGoodServerKeepsEveryPromise) {
    EXPECT_EQ(found("is_good", {"A connects", "B connects", "A says one", "B says two", "A leaves",
                                "B says three", "B vanishes", "C connects", "C says four"}),
              "");
}

TEST(Stage, ASlowServerIsLeftInPeace) {
    EXPECT_EQ(found("is_slow", {"A connects", "A says one", "A leaves"}), "");
}

TEST(Stage, AServerThatLooksUpOftenIsLeftInPeace) {
    EXPECT_EQ(found("looks_up_often", {"A connects", "A says one", "A leaves"}), "");
}

TEST(Stage, WhoeverIsTurnedAwayWasAccepted) {
    EXPECT_EQ(found("turns_away", {"A connects", "A leaves", "B connects"}), "");
}

TEST(Stage, AServerMayCloseAfterItHasPrinted) {
    EXPECT_EQ(found("closes_afterwards", {"A connects", "A says one", "A leaves"}), "");
}

TEST(Stage, BytesThatAreNeverRead) {
    EXPECT_EQ(found("never_reads", {"A connects", "A says hello"}), "byte unread of A");
}

TEST(Stage, BytesThatAConnectionIsClosedOver) {
    const Outcome outcome = played("closes_unread", {"A connects", "A says hello"});
    EXPECT_EQ(found_in(outcome), "byte unread of A");
    EXPECT_EQ(outcome.findings.at(0).proof, Finding::Proof::closed);
}

TEST(Stage, ASpinWithBytesUnread) {
    const Outcome outcome = played("spins", {"A connects", "A says hello", "B connects"});
    EXPECT_EQ(found_in(outcome), "spin of A");
    EXPECT_GT(outcome.findings.at(0).unread, 0u);
}

TEST(Stage, ASpinAfterTheWorkIsDone) {
    const Outcome outcome = played("spins_afterwards", {"A connects", "A says hello"});
    EXPECT_EQ(found_in(outcome), "spin of A");
    EXPECT_EQ(outcome.findings.at(0).unread, 0u);
}

TEST(Stage, ASpinInsteadOfClosing) {
    EXPECT_EQ(found("spins_after_leaving", {"A connects", "A leaves"}), "spin of A");
}

TEST(Stage, TheWrongTextIsPrinted) {
    EXPECT_EQ(found("prints_wrong", {"A connects", "A says hello"}), "byte printed wrong of A");
}

TEST(Stage, AServerThatPrintsWithoutEndSpinsAndFillsNoMemory) {
    const Outcome outcome = played("prints_without_end", {"A connects", "A says hello"});
    EXPECT_EQ(found_in(outcome), "spin of A");
    EXPECT_LE(outcome.printed.size(), 64u * 1024);
}

TEST(Stage, WhoeverLeftIsNeverReleased) {
    EXPECT_EQ(found("keeps_who_left", {"A connects", "A says hello", "A leaves"}),
              "never released of A");
}

TEST(Stage, WhoeverVanishedIsNeverReleased) {
    EXPECT_EQ(found("keeps_who_vanished", {"A connects", "A says hello", "A vanishes"}),
              "never released of A");
}

TEST(Stage, NobodyIsAccepted) {
    EXPECT_EQ(found("never_accepts", {"A connects", "A says hello", "B connects"}),
              "never accepted of A, never accepted of B");
}

TEST(Stage, TheServerExits) {
    const Outcome outcome = played("exits", {"A connects", "A says hello", "A leaves"});
    EXPECT_EQ(found_in(outcome), "ended of A");
    EXPECT_EQ(outcome.findings.at(0).last_words, "exit code 3");
}

TEST(Stage, TheServerCrashes) {
    const Outcome outcome = played("crashes", {"A connects", "A says hello"});
    EXPECT_EQ(found_in(outcome), "ended of A");
    EXPECT_EQ(outcome.findings.at(0).last_words, "abort, something is very wrong");
}

#ifdef __linux__

TEST(HeldBackWords, NothingIsLost) {
    EXPECT_EQ(found("is_good", {"A connects", "B connects", "the server's words are held back",
                                "A says one", "B says two", "A leaves",
                                "the server's words are let go", "B says three", "B leaves"}),
              "");
}

TEST(HeldBackWords, MayBeHeldBackAgain) {
    EXPECT_EQ(found("is_good",
                    {"A connects", "the server's words are held back", "A says one",
                     "the server's words are let go", "the server's words are held back",
                     "A says two", "B connects", "the server's words are let go", "B says three"}),
              "");
}

TEST(HeldBackWords, AFindingIsFoundAfterwards) {
    EXPECT_EQ(found("keeps_who_left", {"A connects", "the server's words are held back",
                                       "A says one", "A leaves", "the server's words are let go"}),
              "never released of A");
}

TEST(HeldBackWords, WhatIsPrintedIsOnlyTheServers) {
    const Outcome outcome = played("is_good", {"A connects", "the server's words are held back",
                                               "A says one", "the server's words are let go"});
    EXPECT_EQ(outcome.printed.substr(0, 23), "Listening\nReceived: one");
    EXPECT_EQ(outcome.printed.size(), 34u);  // "-", 8 characters, " \n"
}

TEST(Process, WhatAServerSaysWhenItIsAskedToEndIsHeard) {
    Staging staging = staging_of("says_farewell");
    EXPECT_EQ(play(parse_scene({"A connects"}), staging).errors, "");
    staging.end_gently = true;
    EXPECT_EQ(play(parse_scene({"A connects"}), staging).errors, "Farewell.\n");
}

// The group of the server is the server's and that of whatever it started.
TEST(Process, NothingIsLeftOver) {
    const Outcome outcome = played("starts_a_helper", {"A connects"});
    const std::size_t at = outcome.printed.find("helper ");
    ASSERT_NE(at, std::string::npos);
    const int helper = std::stoi(outcome.printed.substr(at + 7));
    // Killed at once, but buried by init when that gets to it.
    for (int i = 0; i < 1000 && kill(helper, 0) == 0; ++i) {
        const auto activity = os_view::activity_of(helper);
        if (!activity) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const auto activity = os_view::activity_of(helper);
    EXPECT_TRUE(!activity || !activity->all_asleep);
}

#endif

}  // namespace
