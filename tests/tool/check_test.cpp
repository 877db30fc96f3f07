// ./lab check: what the judge says and what the scenes show become one verdict. The judges here are
// programs that only say theirs; what a real one says is for tests/sim.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "fixture_tree.h"

namespace {

using namespace out_of_step;

bool says(const Finished& lab, const std::string& text) {
    return lab.output.find(text) != std::string::npos;
}

TEST(Check, WhatTheJudgeRejectsIsNotPlayed) {
    const FixtureTree tree;
    tree.write_judge("01_first", "return 1;");
    tree.configure();
    const Finished lab = tree.lab({"check", "1"});
    EXPECT_EQ(lab.exit_code, 1);
    EXPECT_EQ(lab.output, R"(Lesson 01: The first
Every moment, in a simulated Winsock:

Building the judge of this lesson. With the first judge the
simulator is built, too, and that takes some minutes.
The judge: return 1;

Next: find out why, and repair server.cpp. The task is in
  lessons/01_first/README.md
Look at each step: ./lab step 01
Then look again: ./lab check 01
Stuck? ./lab hint 01
)");
    EXPECT_TRUE(says(tree.lab({"list"}), "  01  The first: begun\n"));
}

TEST(Check, WhatTheJudgeAcceptsIsPlayed) {
    const FixtureTree tree;
    tree.write_judge("01_first", "return 0;");
    tree.configure();
    const Finished lab = tree.lab({"check", "1"});
    EXPECT_EQ(lab.exit_code, 1);
    EXPECT_TRUE(says(lab, "The judge: return 0;\n\nAnd over real sockets:\n")) << lab.output;
    EXPECT_TRUE(says(lab, "A's 5 bytes lie unread at the server")) << lab.output;
    EXPECT_TRUE(says(lab, "Then look again: ./lab check 01\n")) << lab.output;
}

TEST(Check, WhatBothAcceptIsDone) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "is_good");
    tree.write_judge("01_first", "return 0;");
    tree.configure();
    const Finished lab = tree.lab({"check"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_TRUE(says(lab, R"(Every promise of this scene is kept.

The next one has two promises.
But first compare your repair with
  solutions/01_first/README.md

Done: 1 of 2 lessons.
Next: lesson 02, The second: ./lab run 02
)")) << lab.output;
    EXPECT_TRUE(says(tree.lab({"list"}), "  01  The first: done\n"));
}

TEST(Check, WithoutAVerdictThereIsNoProgress) {
    const FixtureTree tree;
    for (const char* end : {"return 2;", "std::abort();"}) {
        tree.write_judge("01_first", end);
        tree.configure();
        const Finished lab = tree.lab({"check", "1"});
        EXPECT_EQ(lab.exit_code, 2) << end;
        EXPECT_TRUE(says(lab, std::string("The judge: ") + end)) << lab.output;
        EXPECT_EQ(lab.errors, "lab: The judge has come to no verdict.\n") << end;
        EXPECT_FALSE(std::filesystem::exists(tree.root() / ".lab")) << end;
    }
}

TEST(Check, TheSolutionIsNoProgress) {
    const FixtureTree tree;
    tree.write_judge("01_first", "return 0;");
    tree.configure();
    const Finished lab = tree.lab({"check", "1", "--solution"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_TRUE(says(lab, "Lesson 01: The first, the solution\n")) << lab.output;
    EXPECT_FALSE(std::filesystem::exists(tree.root() / ".lab"));
}

TEST(Check, TheOneThatOneIsAtIsMeant) {
    const FixtureTree tree;
    tree.write_judge("01_first", "return 1;");
    tree.write_judge("02_second", "return 1;");
    tree.configure();
    tree.note("01_first", Progress::Seen::kept);
    EXPECT_TRUE(says(tree.lab({"check"}), "Lesson 02: The second\n"));
    tree.note("01_first", Progress::Seen::broken);
    EXPECT_TRUE(says(tree.lab({"check"}), "Lesson 01: The first\n"));
    EXPECT_TRUE(says(tree.lab({"check", "lessons/02_second/server.cpp"}), "Lesson 02:"));
    EXPECT_TRUE(says(tree.lab({"check"}), "Lesson 02: The second\n"));  // it was tried last
}

TEST(Check, WhenAllIsDoneItWantsToKnowWhich) {
    const FixtureTree tree;
    tree.note("01_first", Progress::Seen::kept);
    tree.note("02_second", Progress::Seen::kept);
    EXPECT_EQ(tree.lab({}).output, R"(Done: 2 of 2 lessons.
Every promise of every lesson is kept. That was the course,
as far as it goes.
)");
    std::string noted = tree.read(".lab/progress.json");
    noted.replace(noted.find("\"02_second\"", noted.find("latest")), 11, "\"\"");
    tree.write(".lab/progress.json", noted);
    for (const std::string command : {"hint", "check", "step", "watch"}) {
        const Finished lab = tree.lab({command});
        EXPECT_EQ(lab.exit_code, 2);
        EXPECT_EQ(lab.errors, "lab: Every lesson is done. Which one? For example: ./lab\n" +
                                  command + " 03.\n");
    }
}

}  // namespace
