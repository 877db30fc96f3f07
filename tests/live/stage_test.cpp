// The judge judged: each misbehaving server is told apart by its own finding, and one that is only
// slow, or odd, is left in peace.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "stage/os_view.h"
#include "stage/port.h"
#include "stage/stage.h"

namespace {

using namespace out_of_step;

using Scenes = std::vector<std::string>;

Staging staging_of(const std::string& mode) {
    Staging staging;
    staging.command = {MISBEHAVING_SERVER, mode};
    staging.mark_what_is_said = true;
    return staging;
}

Outcome played(const std::string& mode, const Scenes& sentences) {
    return play(parse_scene(sentences), staging_of(mode));
}

// "byte unread of B, spin of C"
std::string found_in(const Outcome& outcome) {
    std::string all;
    for (const Finding& finding : outcome.findings) {
        all += (all.empty() ? "" : ", ") + name_of(finding.kind) + " of " + finding.client;
        EXPECT_NE(finding.proof, Finding::Proof::deadline);
    }
    return all;
}

std::string found(const std::string& mode, const Scenes& sentences) {
    return found_in(played(mode, sentences));
}

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

TEST(Stage, AServerThatTakesItsTimeToStartIsLeftInPeace) {
    EXPECT_EQ(found("is_slow_to_start", {"A connects", "A says one"}), "");
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

TEST(Stage, OfASanitizersReportTheSummaryIsKept) {
    const Outcome outcome = played("is_stopped_by_a_sanitizer", {"A connects", "A says hello"});
    EXPECT_EQ(found_in(outcome), "ended of A");
    EXPECT_EQ(outcome.findings.at(0).last_words,
              "exit code 1, AddressSanitizer: stack-buffer-overflow server.cpp:98 in main");
}

TEST(Stage, TheServerExitsBeforeAnybodyComes) {
    const Outcome outcome = played("exits_at_once", {"A connects"});
    EXPECT_EQ(found_in(outcome), "ended of A");
    EXPECT_EQ(outcome.findings.at(0).last_words, "exit code 7, I do not feel like it.");
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

TEST(Process, AMissingProgramIsAClearError) {
    Staging staging;
    staging.command = {"/nowhere/server"};
    try {
        play(parse_scene({"A connects"}), staging);
        FAIL();
    } catch (const StageError& error) {
        EXPECT_STREQ(error.what(),
                     "/nowhere/server could not be started: no such file or directory.");
    }
}

TEST(Port, OneThatIsTakenIsAClearError) {
    Loop loop;
    const ReservedPort reserved(loop);
    const int taken = reserved.number() + 5000;  // by its guard
    Staging staging = staging_of("is_good");
    staging.port = taken;
    EXPECT_THROW(play(parse_scene({"A connects"}), staging), StageError);
}

TEST(Port, MayBeUsedAgainAtOnce) {
    int port = 0;
    {
        Loop loop;
        port = ReservedPort(loop).number();
    }
    Staging staging = staging_of("is_good");
    staging.port = port;
    const Scene scene = parse_scene({"A connects", "A says one", "A leaves", "B connects"});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(found_in(play(scene, staging)), "");
}

TEST(Port, TwoStagesNeverGetTheSame) {
    Loop loop;
    std::vector<std::unique_ptr<ReservedPort>> ports;
    std::vector<int> numbers;
    for (int i = 0; i < 200; ++i) {
        ports.push_back(std::make_unique<ReservedPort>(loop));
        numbers.push_back(ports.back()->number());
    }
    std::sort(numbers.begin(), numbers.end());
    EXPECT_EQ(std::adjacent_find(numbers.begin(), numbers.end()), numbers.end());
}

}  // namespace
