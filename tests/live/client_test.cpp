// The judge of clients judged: the stage is the server, and each misbehaving client is told apart
// by its own finding.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "staged.h"

namespace {

using namespace out_of_step;
using Sentences = std::vector<std::string>;

Outcome played_to(const std::string& mode, const Sentences& sentences, bool marks = true) {
    Staging staging;
    staging.command = {MISBEHAVING_CLIENT, mode};
    staging.mark_what_is_said = marks;
    return play(parse_scene(sentences), staging);
}

std::string found_of(const std::string& mode, const Sentences& sentences) {
    return found_in(played_to(mode, sentences));
}

// What is said about the first thing that is found; the port is another one each time.
std::string sentence_about(const std::string& mode, const Sentences& sentences) {
    const Outcome outcome = played_to(mode, sentences, false);
    if (outcome.findings.empty()) return "";
    std::string sentence = sentences_about(outcome.findings)[0];
    const std::string port = std::to_string(outcome.findings[0].port);
    const std::size_t at = port == "0" ? std::string::npos : sentence.find(port);
    return at == std::string::npos ? sentence : sentence.replace(at, port.size(), "N");
}

const Sentences accepted{"S accepts", "S awaits login none\\n", "S says accepted\\n",
                         "the client tells Logged in."};
const Sentences refused{"S accepts",
                        "S awaits login none\\n",
                        "S says refused\\n",
                        "the client tells Refused.",
                        "the client never tells Logged in.",
                        "the client ends badly"};

Sentences then(Sentences sentences, const Sentences& more) {
    sentences.insert(sentences.end(), more.begin(), more.end());
    return sentences;
}

const Sentences one_notice = then(accepted, {"S says monday\\n", "the client tells monday"});
const Sentences cut_off = then(accepted, {"S leaves", "the client ends badly"});
const Sentences goodbye = then(accepted, {"S says bye\\n", "the client ends well"});

// The first test is the tutorial: a client, its server's scene, what was found.
TEST(ClientStage, Tutorial) {
    Staging staging;
    staging.command = {MISBEHAVING_CLIENT, "tells_nothing"};
    staging.arguments = {"4711"};
    const Scene scene = parse_scene({"S accepts", "S awaits login 4711\\n", "S says accepted\\n",
                                     "the client tells Logged in."});

    const Outcome outcome = play(scene, staging);

    ASSERT_EQ(outcome.findings.size(), 1u);
    EXPECT_EQ(outcome.findings[0].kind, Finding::Kind::misreported);
    EXPECT_EQ(sentences_about(outcome.findings)[0],
              "The client does not tell \"Logged in.\", and it sleeps: only its own clock could "
              "wake it.");
}

TEST(ClientStage, AGoodClientKeepsEveryPromise) {
    for (const Sentences& scene : {one_notice, refused, cut_off, goodbye}) {
        EXPECT_EQ(found_of("is_good", scene), "") << scene.back();
    }
    EXPECT_EQ(found_of("is_good", then(accepted, {"S says mon", "S waits 300 ms", "S says day\\n",
                                                  "the client tells monday", "S vanishes",
                                                  "the client ends badly"})),
              "");
}

TEST(ClientStage, ASlowClientIsLeftInPeace) {
    EXPECT_EQ(found_of("is_slow", one_notice), "");
    EXPECT_EQ(found_of("looks_up_often", {"S accepts", "S awaits login none\\n"}), "");
}

TEST(ClientStage, NobodyIsThere) {
    const Sentences nobody{"S refuses", "the client tells Nobody is there.",
                           "the client ends badly"};
    EXPECT_EQ(found_of("is_good", nobody), "");
    EXPECT_EQ(found_of("is_good",
                       {"S refuses", "the client tells Cannot connect.", "the client ends badly"}),
              "")
        << "on stderr";
    EXPECT_EQ(found_of("is_good", {"S refuses", "the client never tells Cannot connect.",
                                   "the client ends badly"}),
              "misreported of S");
    EXPECT_EQ(found_of("takes_a_refusal_well", {"S refuses", "the client ends badly"}),
              "misreported of S");
    EXPECT_EQ(sentence_about("takes_a_refusal_well", nobody),
              "The client does not tell \"Nobody is there.\": it has ended, exit code 0.");
#ifdef __linux__
    EXPECT_EQ(found_of("sleeps_when_refused", {"S refuses", "the client ends badly"}),
              "never ended of S");
#endif
}

TEST(ClientStage, AClientThatEndsBeforeItHasCome) {
    EXPECT_EQ(sentence_about("ends_at_once", accepted),
              "The client has ended and never connected to port N: exit code 7, I do not feel like "
              "it.");
}

TEST(ClientStage, AClientThatEndsTooEarly) {
    EXPECT_EQ(sentence_about("ends_early", one_notice),
              "The client ended during the act of S: exit code 0, Good enough.");
    EXPECT_EQ(found_of("ends_early", accepted), "ended of S") << "nobody has said that it ends";
    EXPECT_EQ(found_of("sends_half_and_ends", accepted), "ended of S");
}

TEST(ClientStage, AClientThatCrashes) {
    EXPECT_EQ(found_of("crashes", goodbye), "ended of S");
    EXPECT_EQ(sentence_about("crashes_at_the_end", refused),
              "The client ended during the act of S: abort");
}

TEST(ClientStage, AnExitCodeThatSaysTheContrary) {
    EXPECT_EQ(sentence_about("is_content", refused),
              "The client has ended with exit code 0, as if all had gone well.");
    EXPECT_EQ(sentence_about("is_never_content", goodbye),
              "The client has ended badly, exit code 1, though all has gone well.");
    EXPECT_EQ(found_of("ends_well_when_cut_off", cut_off), "misreported of S");
}

TEST(ClientStage, AClientThatTellsWhatIsNotSo) {
    EXPECT_EQ(sentence_about("tells_both", refused),
              "The client tells \"Logged in.\", which is not so.");
    EXPECT_EQ(sentence_about("tells_twice", one_notice),
              "The client tells \"monday\" 2 times, and not once.");
    // Without a word about it, but behind the scene's back.
    Sentences silent = refused;
    std::swap(silent[3], silent[4]);
    EXPECT_EQ(found_of("tells_both", silent), "misreported of S");
}

TEST(ClientStage, AClientThatEndsWithoutAWord) {
    EXPECT_EQ(sentence_about("ends_without_a_word", refused),
              "The client does not tell \"Refused.\": it has ended, exit code 1.");
}

TEST(ClientStage, BytesThatAreNotTheOnesAwaited) {
    EXPECT_EQ(sentence_about("sends_wrong", accepted),
              "What the client sends is not what S awaits: behind the first 4 bytes comes 6d, "
              "where 6e is due.");
    EXPECT_EQ(sentence_about("sends_twice", accepted),
              "What the client sends is not what S awaits: behind the first 11 bytes, which are "
              "all, 11 more come.");
    EXPECT_EQ(found_of("sends_wrong", {"S accepts", "S awaits 11 bytes"}), "");
}

#ifdef __linux__

TEST(ClientStage, AClientThatNeverConnects) {
    EXPECT_EQ(sentence_about("never_connects", accepted),
              "The client has not connected to port N: it sleeps, and nothing wakes it.");
    EXPECT_EQ(sentence_about("spins_at_once", accepted),
              "The client has not connected to port N: it uses the processor without end.");
    EXPECT_EQ(found_of("prints_at_once", accepted), "never connected of S");
}

TEST(ClientStage, WhatIsAwaitedNeverArrives) {
    EXPECT_EQ(found_of("sends_nothing", accepted), "never answered of S");
    EXPECT_EQ(sentence_about("sends_half", accepted),
              "S awaits 11 bytes, and 5 have come, and the client sleeps: only its own clock could "
              "wake it.");
    EXPECT_EQ(sentence_about("sends_half_and_closes", accepted),
              "S awaits 11 bytes, and 5 have come, and the client has closed the connection of S.");
}

TEST(ClientStage, BytesThatAreNeverRead) {
    EXPECT_EQ(sentence_about("deaf_afterwards", one_notice),
              "S's 7 bytes lie unread at the client, and the client sleeps: only its own clock "
              "could wake it.");
}

TEST(ClientStage, AClientThatTellsSomethingElse) {
    EXPECT_EQ(found_of("tells_wrong", accepted), "misreported of S");
    EXPECT_EQ(found_of("makes_it_up", one_notice), "misreported of S");
    EXPECT_EQ(found_of("runs_on", one_notice), "misreported of S") << "no word of its own";
}

TEST(ClientStage, NoClientCanTellUnreadWhatItsServerSays) {
    const Sentences tuesday = then(accepted, {"S says tuesday\\n", "the client tells tuesday"});
    EXPECT_EQ(found_in(played_to("makes_it_up", tuesday, false)), "") << "not marked";
    EXPECT_EQ(found_of("makes_it_up", tuesday), "misreported of S");
}

TEST(ClientStage, AClientThatNeverCloses) {
    EXPECT_EQ(sentence_about("never_closes", cut_off),
              "S left, but the client has not closed its side, and the client sleeps: only its "
              "own clock could wake it.");
    EXPECT_EQ(found_of("never_closes", then(accepted, {"S vanishes", "the client ends badly"})),
              "never released of S");
}

TEST(ClientStage, AClientThatNeverEnds) {
    EXPECT_EQ(sentence_about("closes_and_stays", cut_off),
              "The client does not end, and it sleeps: only its own clock could wake it.");
    EXPECT_EQ(found_of("stays_when_refused", {"S accepts", "S awaits 11 bytes", "S says refused\\n",
                                              "the client ends badly"}),
              "never ended of S");
}

TEST(ClientStage, AClientThatSpins) {
    EXPECT_EQ(found_of("spins", accepted), "spin of S");
    EXPECT_EQ(
        sentence_about("prints_for_good", accepted),
        "The client never rests: since the act of S it uses the processor without end, though "
        "nothing is asked of it.");
}

#endif

}  // namespace
