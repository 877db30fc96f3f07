// The stage judged with servers that send back what they hear: each mistake by its own finding.

#include "staged.h"

namespace {

using namespace out_of_step;

TEST(Answers, Tutorial) {
    EXPECT_EQ(found("answers", {"A connects", "A asks hello", "B connects", "B asks hello",
                                "A asks something else", "A leaves", "B asks once more"}),
              "");
}

TEST(Answers, NothingComesBack) {
    EXPECT_EQ(found("answers_nothing", {"A connects", "A asks hello"}), "never answered of A");
}

TEST(Answers, NobodyReadsWhatIsAsked) {
    EXPECT_EQ(found("never_reads", {"A connects", "A asks hello"}), "byte unread of A");
}

TEST(Answers, SomethingElseComesBack) {
    const Outcome outcome = played("loses_a_byte", {"A connects", "A asks one", "A asks two"});
    EXPECT_EQ(found_in(outcome), "bytes lost of A");
    EXPECT_EQ(outcome.findings.front().answered, std::string("one-12345678").size());
}

// Much, and piled up meanwhile: all of it comes back when the client reads on.
TEST(Answers, WhatPiledUpComesBack) {
    EXPECT_EQ(found("answers", {"A connects", "A stops reading", "A sends 9000000 bytes",
                                "A reads on", "A asks hello", "A leaves"}),
              "");
}

TEST(Answers, OneOfTheBytesThatPiledUpIsLost) {
    EXPECT_EQ(found("loses_a_byte", {"A connects", "A stops reading", "A sends 9000000 bytes",
                                     "A reads on", "A asks for the rest"}),
              "bytes lost of A");
}

TEST(Answers, WhoReadsNothingIsNotKeptFor) {
    EXPECT_EQ(found("answers", {"A connects", "A asks hello", "A stops reading",
                                "A sends 20000000 bytes", "A holds on for 1 seconds"}),
              "");
}

TEST(Answers, EverythingIsKeptForWhoReadsNothing) {
    const Outcome outcome =
        played("hoards", {"A connects", "A stops reading", "A sends 20000000 bytes",
                          "A holds on for 1 seconds", "B connects"});
    EXPECT_EQ(found_in(outcome), "memory grows of A");
    EXPECT_GE(outcome.findings.front().grown_by, 15'000'000U);
}

// Two seconds of processor time for these bytes; but some of them move all the while.
TEST(Answers, AServerThatWorksHardDoesNotSpin) {
    EXPECT_EQ(found("works_hard", {"A connects", "A sends 80000 bytes", "A asks hello"}), "");
}

TEST(Answers, AServerThatWorksHardForAnotherDoesNotSpin) {
    EXPECT_EQ(
        found("works_hard", {"A connects", "B connects", "A sends 300000 bytes", "B asks hello"}),
        "");
}

TEST(Answers, AServerThatGetsStuckAtWorkSpins) {
    EXPECT_EQ(found("gets_stuck", {"A connects", "A sends 80000 bytes", "A asks hello"}),
              "spin of A");
}

// It sleeps before it does, for longer than a server that nothing will wake.
TEST(Answers, TheServerLetsGo) {
    EXPECT_EQ(found("lets_go",
                    {"A connects", "A stops reading", "A sends 40000000 bytes", "A is let go"}),
              "");
    EXPECT_EQ(found("answers", {"A connects", "A asks hello", "A is let go"}), "never let go of A");
}

}  // namespace
