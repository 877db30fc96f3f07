// The staircase judged, with made-up verdicts: lesson 01 and 02 are repaired one after the other,
// lesson 03 is a detour.

#include "matrix.h"

#include <gtest/gtest.h>

#include <sstream>

namespace {

using namespace course;

JudgedPromise cell(char mark) {
    JudgedPromise promise;
    if (mark == '-') return promise;
    promise.name = "it";
    promise.kept = mark == '.';
    if (promise.kept) return promise;
    promise.deviations = mark == 'X' ? 0 : static_cast<unsigned>(mark - '0');
    promise.symptoms = {{"windows", {"byte unread: B"}}, {"lenient", {"byte unread: B"}}};
    promise.example = "B is not heard";
    return promise;
}

Row row(const std::string& lesson, const std::string& promise, const std::string& marks,
        bool trigger = true) {
    Row made{lesson, promise, trigger, 3, {}};
    for (const char mark : marks) made.cells.push_back(cell(mark));
    return made;
}

/// The marks of each trigger: L01, S01, L02, S02, L03, S03.
Matrix matrix(const std::string& first, const std::string& second, const std::string& third) {
    Matrix made;
    made.chapter = "A";
    for (const std::string lesson : {"01", "02", "03"}) {
        made.variants.push_back({lesson, false, lesson == "03"});
        made.variants.push_back({lesson, true, lesson == "03"});
    }
    made.rows = {row("01", "One", first), row("02", "Two", second), row("03", "Three", third)};
    made.certificates = {{"solution 01",
                          "all 12 distinct executions of 2 scenarios, up to 3 "
                          "deviations, under 3 rule sets"}};
    return made;
}

TEST(Staircase, Tutorial) {
    // Each mistake is there until its solution; that of the detour only in its lesson.
    EXPECT_EQ(about_staircase(matrix("X.....", "XXX...", "....1.")), Complaints{});
}

TEST(Staircase, NobodyBeforeASkeletonIsAskedForItsPromises) {
    Matrix asked = matrix("X.....", "XXX...", "----X.");
    for (const std::size_t place : {4U, 5U}) {
        asked.variants[place].detour = false;
        asked.variants[place].skeleton = true;
    }
    EXPECT_EQ(about_staircase(asked), Complaints{});
    EXPECT_NE(page_of(asked).find(" *Three - - - - X ."), std::string::npos) << page_of(asked);
}

TEST(Staircase, ADetourMayLoseEarlierPromisesInAnUnluckyMomentOnly) {
    EXPECT_EQ(about_staircase(matrix("X...1.", "XXX.2.", "....X.")), Complaints{});
    EXPECT_EQ(about_staircase(matrix("X...X.", "XXX...", "....1.")).size(), 1U);
}

TEST(Staircase, AMistakeIsThereUntilItsSolution) {
    EXPECT_EQ(about_staircase(matrix("X.....", ".XX...", "....1.")).size(), 1U);
    EXPECT_EQ(about_staircase(matrix("X.....", "X.X...", "....1.")).size(), 1U);
    EXPECT_EQ(about_staircase(matrix("X.....", "XX....", "....1.")).size(), 1U);
}

TEST(Staircase, WhatIsRepairedStaysRepaired) {
    EXPECT_EQ(about_staircase(matrix("X..1..", "XXX...", "....1.")).size(), 1U);
    EXPECT_EQ(about_staircase(matrix("X....X", "XXX...", "....1.")).size(), 1U);
    EXPECT_EQ(about_staircase(matrix("X.....", "XXX...", "....11")).size(), 1U);
}

TEST(Staircase, TheMistakeOfADetourComesWithIt) {
    EXPECT_EQ(about_staircase(matrix("X.....", "XXX...", "...11.")).size(), 1U);
    EXPECT_EQ(about_staircase(matrix("X.....", "XXX...", "......")).size(), 1U);
    // What came before may break it for a reason of its own.
    EXPECT_EQ(about_staircase(matrix("X.....", "XXX...", "X11.1.")), Complaints{});
}

TEST(Staircase, APromiseThatTheLessonKeepsIsKeptFromThenOn) {
    Matrix with_more = matrix("X.....", "XXX...", "....1.");
    with_more.rows.push_back(row("02", "Kept", "X.....", false));
    EXPECT_EQ(about_staircase(with_more), Complaints{});
    with_more.rows.push_back(row("02", "Lost", ".....X", false));
    EXPECT_EQ(about_staircase(with_more).size(), 1U);
}

TEST(Staircase, AHoleIsAFailure) {
    Matrix with_hole = matrix("X.....", "XXX...", "....1.");
    with_hole.rows[1].cells.pop_back();
    EXPECT_EQ(about_staircase(with_hole).size(), 1U);
}

TEST(Staircase, ThePageFitsATerminal) {
    Matrix long_names = matrix("X.....", "XXX...", "....1.");
    long_names.rows.push_back(row("03", "WhoeverWaitsInTheQueueIsAccepted", ".....3", false));
    long_names.rows.push_back(row("01", "Quiet", "......", false));
    long_names.rows.back().deviations = 0;
    const std::string page = page_of(long_names);
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
    EXPECT_NE(page.find("01 *One                              X . . . . ."), std::string::npos)
        << page;
    EXPECT_NE(page.find("- 03 Three\n  byte unread: B (lenient, windows)\n"), std::string::npos)
        << page;
    EXPECT_NE(page.find("- solution 01: all 12 distinct"), std::string::npos) << page;
    EXPECT_NE(page.find("; but Quiet up to 0\n"), std::string::npos) << page;
}

}  // namespace
