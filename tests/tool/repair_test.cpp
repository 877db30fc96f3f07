// What helps somebody who is stuck: hints, the difference to the solution, the way back.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "fixture_tree.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

constexpr const char* original = "tool/originals/01_first.cpp";
constexpr const char* lesson = "lessons/01_first/server.cpp";
constexpr const char* solution = "solutions/01_first/server.cpp";

TEST(Hint, EachTimeItSaysMore) {
    const FixtureTree tree;
    const std::string first = R"(Lesson 01: The first

Hint 1 of 2
What does it never do?
)";
    const Finished once = tree.lab({"hint", "1"});
    EXPECT_EQ(once.exit_code, 0);
    EXPECT_EQ(once.output, first + R"(
Think first. The next hint says more: ./lab hint 01
)");
    const std::string both = first + R"(
Hint 2 of 2
Nobody calls recv.

That was the last one. If you are still stuck, see what the
repair changes:
  ./lab diff 01
and why:
  solutions/01_first/README.md
)";
    EXPECT_EQ(tree.lab({"hint"}).output, both);  // of the lesson that one is at
    EXPECT_EQ(tree.lab({"hint", "01_first"}).output, both);
}

TEST(Hint, ReadingOneIsNoProgress) {
    const FixtureTree tree;
    tree.lab({"hint", "1"});
    EXPECT_NE(tree.lab({"list"}).output.find("  01  The first\n"), std::string::npos);
}

TEST(Hint, ALessonMayHaveNone) {
    const Finished lab = FixtureTree().lab({"hint", "2"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_EQ(lab.errors, "lab: Lesson 02 has no hints. Its page:\nlessons/02_second/README.md\n");
}

TEST(Hint, WhereNothingCanBeWrittenTheFirstIsShown) {
    const FixtureTree tree;
    tree.write(".lab", "a file where the folder should be");
    const Finished lab = tree.lab({"hint", "1"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_NE(lab.output.find("What does it never do?"), std::string::npos);
    EXPECT_NE(lab.output.find("(That you have read it could not"), std::string::npos);
}

TEST(Hint, ProgressThatMakesNoSenseIsNone) {
    const FixtureTree tree;
    for (const char* hints : {"7", R"({"01_first": -1})", R"({"01_first": "two"})"}) {
        tree.write(".lab/progress.json", std::string(R"({"hints": )") + hints + "}");
        EXPECT_NE(tree.lab({"hint", "1"}).output.find("The next hint"), std::string::npos) << hints;
    }
    tree.write(".lab/progress.json", R"({"hints": {"01_first": 18446744073709551615}})");
    EXPECT_NE(tree.lab({"hint", "1"}).output.find("Nobody calls recv."), std::string::npos);
}

TEST(Diff, CommentsAreLeftOut) {
    const FixtureTree tree;
    tree.write(lesson, "// We mean well.\nint main() {\n    return 1;\n}\n");
    tree.write(solution, "int main() {\n    // Nothing went wrong.\n    return 0;\n}\n");
    const Finished lab = tree.lab({"diff", "1"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_EQ(lab.output, R"(Lesson 01: The first
From your server (-) to the solution (+), without the
comments:

  int main() {
-     return 1;
+     return 0;
  }

Why it is right:
  solutions/01_first/README.md
)");
}

TEST(Diff, FarAwayIsAnotherPlace) {
    const FixtureTree tree;
    std::string between;
    for (int i = 0; i < 20; ++i) between += "x();\n";
    tree.write(lesson, "a();\n" + between + "b();\n");
    tree.write(solution, "c();\n" + between + "d();\n");
    const std::string shown = tree.lab({"diff", "1"}).output;
    EXPECT_NE(shown.find("- a();\n+ c();\n  x();\n  x();\n  x();\n  ...\n  x();\n"),
              std::string::npos)
        << shown;
}

TEST(Diff, LinesThatEndAsOnWindowsAreTheSame) {
    const FixtureTree tree;
    tree.write(lesson, "int x;\r\n// mine\r\nint y;");
    tree.write(solution, "int x;\nint y;\n");
    EXPECT_NE(tree.lab({"diff", "1"}).output.find("is the solution, but for its comments."),
              std::string::npos);
}

TEST(Diff, WhatATerminalWouldObeyIsShown) {
    const FixtureTree tree;
    tree.write(lesson, "\x1b[2J\n");
    tree.write(solution, "--x;\n");
    EXPECT_NE(tree.lab({"diff", "1"}).output.find("- \\x1b[2J\n+ --x;\n"), std::string::npos);
}

TEST(Diff, AZeroByteDoesNotHideTheRest) {
    const FixtureTree tree;
    tree.write(lesson, std::string("x\0y;\n", 5));
    tree.write(solution, "z;\n");
    EXPECT_NE(tree.lab({"diff", "1"}).output.find("- x\\x00y;\n+ z;\n"), std::string::npos);
}

TEST(Diff, AServerThatIsGone) {
    const FixtureTree tree;
    fs::remove(tree.root() / lesson);
    const Finished lab = tree.lab({"diff", "1"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_EQ(lab.errors, "lab: lessons/01_first/server.cpp cannot be read.\n");
}

TEST(Reset, BringsTheOriginalBackAndKeepsWhatWasThere) {
    const FixtureTree tree;
    tree.write(original, "original\n");
    tree.write(lesson, "mine\n");
    tree.write(".lab/progress.json", R"({"lessons": {"01_first": "kept"}, "latest": "01_first"})");
    const Finished lab = tree.lab({"reset", "1"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_EQ(lab.output, R"(What was there is kept in
  .lab/backups/01_first.1.cpp
lessons/01_first/server.cpp is again as it was in the
beginning.
See it run:
  ./lab run 01
)");
    EXPECT_EQ(tree.read(lesson), "original\n");
    EXPECT_EQ(tree.read(".lab/backups/01_first.1.cpp"), "mine\n");
    // What was kept once is not kept any more.
    EXPECT_NE(tree.lab({"list"}).output.find("  01  The first\n"), std::string::npos);
}

TEST(Reset, EachBackupHasItsNumber) {
    const FixtureTree tree;
    tree.write(original, "original\n");
    for (int i = 1; i <= 3; ++i) {
        tree.write(lesson, "attempt " + std::to_string(i) + "\n");
        tree.lab({"reset", "1"});
    }
    for (int i = 1; i <= 3; ++i) {
        EXPECT_EQ(tree.read(".lab/backups/01_first." + std::to_string(i) + ".cpp"),
                  "attempt " + std::to_string(i) + "\n");
    }
}

TEST(Reset, WhatIsAsItWasStaysAsItIs) {
    const FixtureTree tree;
    tree.write(original, "original\n");
    tree.write(lesson, "original\n");
    const Finished lab = tree.lab({"reset", "1"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_NE(lab.output.find("Nothing was changed."), std::string::npos);
    EXPECT_FALSE(fs::exists(tree.root() / ".lab"));
}

TEST(Reset, AServerThatIsGoneComesBack) {
    const FixtureTree tree;
    tree.write(original, "original\n");
    fs::remove_all(tree.root() / "lessons/01_first");
    EXPECT_EQ(tree.lab({"reset", "1"}).exit_code, 0);
    EXPECT_EQ(tree.read(lesson), "original\n");
    EXPECT_FALSE(fs::exists(tree.root() / ".lab/backups"));
}

TEST(Reset, WithoutABackupNothingIsChanged) {
    const FixtureTree tree;
    tree.write(original, "original\n");
    tree.write(lesson, "mine\n");
    tree.write(".lab/backups", "a file where the folder should be");
    const Finished lab = tree.lab({"reset", "1"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_NE(lab.errors.find("so nothing was changed."), std::string::npos) << lab.errors;
    EXPECT_EQ(tree.read(lesson), "mine\n");
}

TEST(Reset, WhatIsNoFileIsLeftAlone) {
    const FixtureTree tree;
    tree.write(original, "original\n");
    fs::remove(tree.root() / lesson);
    fs::create_symlink("nowhere", tree.root() / lesson);
    const Finished lab = tree.lab({"reset", "1"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_NE(lab.errors.find("is no plain file."), std::string::npos) << lab.errors;
    EXPECT_TRUE(fs::is_symlink(tree.root() / lesson));

    fs::remove(tree.root() / lesson);
    fs::create_directory(tree.root() / lesson);
    EXPECT_EQ(tree.lab({"reset", "1"}).exit_code, 2);
    EXPECT_EQ(tree.lab({"diff", "1"}).errors, "lab: lessons/01_first/server.cpp cannot be read.\n");
}

TEST(Reset, WhatIsAsItWasIsNotDone) {
    const FixtureTree tree;
    tree.write(original, "original\n");
    tree.write(lesson, "original\n");
    tree.write(".lab/progress.json", R"({"lessons": {"01_first": "kept"}})");
    tree.lab({"reset", "1"});
    EXPECT_NE(tree.lab({"list"}).output.find("  01  The first\n"), std::string::npos);
}

TEST(Reset, WithoutTheOriginalNothingIsChanged) {
    const FixtureTree tree;
    const std::string before = tree.read(lesson);
    const Finished lab = tree.lab({"reset", "1"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_NE(lab.errors.find("The original cannot be read"), std::string::npos);
    EXPECT_EQ(tree.read(lesson), before);
}

TEST(Reset, WantsToKnowWhich) {
    const Finished lab = FixtureTree().lab({"reset"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_NE(lab.errors.find("Which lesson? For example: ./lab reset 03."), std::string::npos);
}

}  // namespace
