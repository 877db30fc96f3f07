// Before the first client has come: the server's start, and its port.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "stage/port.h"
#include "staged.h"

namespace {

using namespace out_of_step;

// The one sentence about a server whose first client never came to it.
std::string sentence_about(const Outcome& outcome) {
    const std::vector<std::string> sentences = sentences_about(outcome.findings);
    return sentences.size() == 1 ? sentences[0] : found_in(outcome);
}

// The same without the number of the port, which is another one each time.
std::string without_port(std::string sentence, const Outcome& outcome) {
    const std::string port = std::to_string(outcome.findings.at(0).port);
    const std::size_t at = sentence.find(port);
    return at == std::string::npos ? sentence : sentence.replace(at, port.size(), "N");
}

std::string why_nobody_came(const std::string& mode) {
    const Outcome outcome = played(mode, {"A connects", "A says hello"});
    return without_port(sentence_about(outcome), outcome);
}

TEST(Opening, AServerThatTakesItsTimeToStartIsLeftInPeace) {
    EXPECT_EQ(found("is_slow_to_start", {"A connects", "A says one"}), "");
}

TEST(Opening, TheServerExitsBeforeAnybodyComes) {
    const Outcome outcome = played("exits_at_once", {"A connects"});
    EXPECT_EQ(found_in(outcome), "ended of A");
    EXPECT_EQ(outcome.findings.at(0).last_words, "exit code 7, I do not feel like it.");
}

TEST(Opening, AServerThatEndsTooEarlyIsNotListenedTo) {
    EXPECT_EQ(why_nobody_came("exits_at_once"),
              "Nobody listens on port N, because the server has ended: exit code 7, I do not feel "
              "like it.");
}

// Under Wine a start can fail before the program begins, and it says nothing then.
TEST(Opening, OnlyUnderWineIsOneThatCameToNothingStartedAgain) {
    const std::filesystem::path file =
        std::filesystem::path(testing::TempDir()) / ("came_to_nothing_" + std::to_string(getpid()));
    for (const bool under_wine : {true, false}) {
        std::filesystem::remove(file);
        Staging staging = staging_of("comes_to_nothing_once");
        staging.command.push_back(file.string());
        staging.under_wine = under_wine;
        EXPECT_EQ(found_in(play(parse_scene({"A connects", "A says one"}), staging)),
                  under_wine ? "" : "ended of A");
    }
    std::filesystem::remove(file);
}

#ifdef __linux__

TEST(Opening, AServerThatSleepsInsteadOfListening) {
    EXPECT_EQ(why_nobody_came("never_listens"),
              "The server has not begun to listen on port N: it sleeps, and nothing wakes it.");
}

TEST(Opening, AServerThatSpinsInsteadOfListening) {
    EXPECT_EQ(why_nobody_came("spins_before_listening"),
              "The server has not begun to listen on port N: it uses the processor without end.");
}

TEST(Opening, AServerThatListensOnAnotherPort) {
    const Outcome outcome = played("listens_elsewhere", {"A connects"});
    EXPECT_EQ(found_in(outcome), "never listened of A");
    const Finding& finding = outcome.findings.at(0);
    ASSERT_NE(finding.listens_elsewhere, 0);
    EXPECT_EQ(without_port(sentence_about(outcome), outcome),
              "The server has not begun to listen on port N: it listens on port " +
                  std::to_string(finding.listens_elsewhere) + " instead.");
}

#endif

TEST(Opening, AMissingProgramIsAClearError) {
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
