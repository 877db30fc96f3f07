// attempts/attempts.json says of each file below attempts/ what the judge has to say of it. Whether
// the judge does is the gate's business.

#include "attempts.h"

#include <gtest/gtest.h>

#include "list.h"

namespace {

using namespace course;
using nlohmann::json;

TEST(Attempts, EveryFileIsDeclaredAndEveryDeclarationHasAFile) {
    for (const std::string& complaint : about_attempts(attempts(), first_lines_of_attempts())) {
        ADD_FAILURE() << complaint;
    }
}

TEST(Attempts, EveryLessonHasSomeThatHoldAndSomeThatAreWrong) {
    for (const Lesson& lesson : lessons()) {
        std::size_t accepted = 0;
        std::size_t rejected = 0;
        for (const Attempt& attempt : attempts()) {
            if (attempt.lesson == lesson.slug) ++(attempt.accepted ? accepted : rejected);
        }
        EXPECT_GE(accepted, 3U) << in_list(lesson)
                                << "too few right repairs besides ours are tried";
        EXPECT_GE(rejected, 4U) << in_list(lesson) << "too few wrong repairs are tried";
    }
}

TEST(Attempts, WhatDoesNotFitIsSaid) {
    const std::vector<Attempt> declared = attempts_from(json::parse(R"({"attempts": [
        {"file": "03_a/right.cpp", "verdict": "accepted"},
        {"file": "03_a/wrong.cpp", "verdict": "rejected", "breaks": [
            {"promise": "Heard", "symptoms": ["byte unread: B"]}]}]})"));
    using Lines = std::map<std::string, std::string>;
    const Lines fitting = {{"03_a/right.cpp", "// Holds: so"}, {"03_a/wrong.cpp", "// Wrong: so"}};
    EXPECT_EQ(about_attempts(declared, fitting), Complaints{});
    Lines one_more = fitting;
    one_more["03_a/third.cpp"] = "// Holds: so";
    EXPECT_EQ(about_attempts(declared, one_more).size(), 1U);
    EXPECT_EQ(about_attempts(declared, {{"03_a/right.cpp", "// Holds: so"}}).size(), 1U);
    EXPECT_EQ(about_attempts({declared[0], declared[0], declared[1]}, fitting).size(), 1U);
    Lines other_word = fitting;
    other_word["03_a/right.cpp"] = "// Wrong: so";
    EXPECT_EQ(about_attempts(declared, other_word).size(), 1U);
}

TEST(Attempts, ADeclarationSaysWhatItMeans) {
    const auto read = [](const char* entry) {
        return attempts_from(json{{"attempts", json::array({json::parse(entry)})}});
    };
    EXPECT_THROW(read(R"({"file": "a/b.cpp", "verdict": "perhaps"})"), NoVerdict);
    EXPECT_THROW(read(R"({"file": "a/b.cpp", "verdict": "rejected"})"), NoVerdict);
    EXPECT_EQ(read(R"({"file": "a/b.cpp", "verdict": "accepted"})")[0].deviations, std::nullopt);
    EXPECT_EQ(read(R"({"file": "a/b.cpp", "verdict": "accepted", "deviations": 2})")[0].deviations,
              2U);
    EXPECT_THROW(read(R"({"file": "a/b.cpp"})"), NoVerdict);
    EXPECT_THROW(read(R"({"file": "a/b.cpp", "verdict": "accepted", "breaks": [
                            {"promise": "Heard", "symptoms": ["spin"]}]})"),
                 NoVerdict);
    EXPECT_THROW(read(R"({"file": "a/b.cpp", "verdict": "rejected", "breaks": [
                            {"promise": "Heard", "symptoms": []}]})"),
                 NoVerdict);
    EXPECT_THROW(read(R"({"file": "a/b.cpp", "verdict": "rejected", "breaks": [
                            {"promise": "Heard", "under": ["vista"], "symptoms": ["spin"]}]})"),
                 NoVerdict);
    EXPECT_THROW(attempts_from(json::value_t::discarded), NoVerdict);

    const Attempt attempt = read(R"({"file": "03_a/b.cpp", "verdict": "rejected", "breaks": [
        {"promise": "Heard", "under": ["windows"], "symptoms": ["spin", "byte unread: B"]}]})")[0];
    EXPECT_EQ(attempt.lesson, "03_a");
    EXPECT_EQ(attempt.name, "b");
    const ByRules expected = {{"windows", {"byte unread: B", "spin"}}};
    EXPECT_EQ(attempt.broken.at("Heard"), expected);
}

}  // namespace
