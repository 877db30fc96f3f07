// The judge judged: servers that are told to stop. See stage_test.cpp.
#include <gtest/gtest.h>

#include "stage/error.h"
#include "staged.h"

namespace {

using namespace out_of_step;

const char* const stop = "the server is told to stop";

std::string sentence_about(const Outcome& outcome) {
    const std::vector<std::string> sentences = sentences_about(outcome.findings);
    return sentences.size() == 1 ? sentences.front() : std::to_string(sentences.size());
}

TEST(ToldToStop, Tutorial) {
    const Outcome outcome = played("stops_wrongly", {"A connects", "A says hello", stop});
    EXPECT_EQ(found_in(outcome), "misreported of ");
    EXPECT_EQ(sentence_about(outcome), "The server was told to stop, and ended with exit code 5");
}

TEST(ToldToStop, AServerThatStops) {
    const Outcome outcome = played("stops", {"A connects", "B connects", "A says hello", "A leaves",
                                             "C connects", "C stops reading", stop});
    EXPECT_EQ(found_in(outcome), "");
    EXPECT_NE(outcome.printed.find("Stopped"), std::string::npos);
}

TEST(ToldToStop, AServerThatIgnoresIt) {
    const Outcome outcome = played("ignores_the_stop", {"A connects", stop});
    EXPECT_EQ(found_in(outcome), "never ended of ");
    EXPECT_EQ(sentence_about(outcome),
              "The server was told to stop, and does not end: it sleeps, and nothing wakes it.");
}

TEST(ToldToStop, AServerThatHangsInIt) {
    EXPECT_EQ(found("hangs_in_the_stop", {"A connects", "A says hello", stop}), "never ended of ");
}

TEST(ToldToStop, AServerThatSpinsInIt) {
    const Outcome outcome = played("spins_in_the_stop", {"A connects", stop});
    EXPECT_EQ(found_in(outcome), "spin of ");
    EXPECT_EQ(sentence_about(outcome),
              "The server was told to stop, and uses the processor without end.");
}

TEST(ToldToStop, AServerThatKnowsNothingOfIt) {
    const Outcome outcome = played("is_good", {"A connects", stop});
    EXPECT_EQ(found_in(outcome), "ended of ");
    EXPECT_EQ(sentence_about(outcome),
              "The server was told to stop, and did not end by itself: signal 2");
}

TEST(ToldToStop, AServerThatCrashesInIt) {
    const Outcome outcome = played("crashes_in_the_stop", {"A connects", stop});
    EXPECT_EQ(found_in(outcome), "ended of ");
    EXPECT_EQ(sentence_about(outcome),
              "The server was told to stop, and did not end by itself: abort");
}

TEST(ToldToStop, AConnectionThatIsStillOpen) {
    const Outcome outcome = played("stops_and_leaves_a_helper", {"A connects", stop});
    EXPECT_EQ(found_in(outcome), "never released of A");
    EXPECT_EQ(sentence_about(outcome),
              "The server has stopped, and the connection of A is still open.");
}

TEST(ToldToStop, WhatNobodyCouldPlay) {
    EXPECT_THROW(parse_scene({stop}), StageError);
    EXPECT_THROW(parse_scene({"A connects", stop, stop}), StageError);
    EXPECT_THROW(parse_scene({"A connects", stop, "A leaves"}), StageError);
    EXPECT_THROW(parse_scene({"A connects", "the server's words are held back", stop}), StageError);
    EXPECT_EQ(parse_scene({"A connects", stop}).back().deed, Act::Deed::told_to_stop);
}

}  // namespace
