// What a shell offers behind ./lab. Bash is asked itself; of the others' scripts it is read that
// they know as much.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "fixture_tree.h"
#include "words_of_help.h"

namespace {

using namespace out_of_step;

std::vector<std::string> all_commands(const FixtureTree& tree) {
    const std::string help = tree.lab({"--help"}).output;
    std::vector<std::string> all = commands_in(help, "Commands:");
    const auto launchers = commands_in(help, "The launcher itself does:");
    all.insert(all.end(), launchers.begin(), launchers.end());
    EXPECT_GE(all.size(), 10u) << help;
    return all;
}

constexpr const char* first_tab = "9";
constexpr const char* second_tab = "63";

// What bash offers for the last of these words, a line each.
std::vector<std::string> offered(const FixtureTree& tree, const std::vector<std::string>& words,
                                 const std::string& key = first_tab) {
    const std::string script = "eval \"$(" + for_shell(tree.lab_command({"completion", "bash"})) +
                               ")\"; COMP_WORDS=(" + for_shell(words) +
                               "); COMP_CWORD=" + std::to_string(words.size() - 1) +
                               "; COMP_TYPE=" + key + "; _lab; printf '%s\\n' \"${COMPREPLY[@]-}\"";
    const Finished bash = run_to_end({"bash", "--norc", "-uc", script});
    EXPECT_EQ(bash.exit_code, 0) << bash.errors;
    EXPECT_EQ(bash.errors, "");
    std::vector<std::string> lines;
    std::istringstream output(bash.output);
    for (std::string line; std::getline(output, line);) {
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

using Words = std::vector<std::string>;

TEST(Completion, TutorialACommandBegun) {
    EXPECT_EQ(offered(FixtureTree(), {"./lab", "che"}), Words{"check"});
}

TEST(Completion, EveryCommandThatTheHelpNames) {
    const FixtureTree tree;
    EXPECT_EQ(offered(tree, {"lab", ""}), all_commands(tree));
    EXPECT_EQ(offered(tree, {"lab", "--"}), Words{"--help"});
}

TEST(Completion, TheLessonsByTheirNumbers) {
    const FixtureTree tree;
    for (const char* command : {"run", "check", "hint", "diff", "reset"}) {
        EXPECT_EQ(offered(tree, {"./lab", command, ""}), (Words{"01", "02"})) << command;
    }
    EXPECT_EQ(offered(tree, {"./lab", "run", "02"}), Words{"02"});
    EXPECT_EQ(offered(tree, {"./lab", "run", "--solution", "0"}), (Words{"01", "02"}));
}

TEST(Completion, TheirTitlesWhereBashOnlyLists) {
    EXPECT_EQ(offered(FixtureTree(), {"./lab", "run", ""}, second_tab),
              (Words{"01  The first", "02  The second"}));
}

TEST(Completion, TheOptionsOfEachCommand) {
    const FixtureTree tree;
    EXPECT_EQ(offered(tree, {"./lab", "run", "--s"}), Words{"--solution"});
    EXPECT_EQ(offered(tree, {"./lab", "run", "01", "--p"}), Words{"--port"});
    EXPECT_EQ(offered(tree, {"./lab", "hint", "--"}), Words{"--help"});
}

TEST(Completion, NothingWhereNothingIsMeant) {
    const FixtureTree tree;
    EXPECT_EQ(offered(tree, {"./lab", "run", "01", ""}), Words{});
    EXPECT_EQ(offered(tree, {"./lab", "run", "--port", ""}), Words{});
    EXPECT_EQ(offered(tree, {"./lab", "run", "--port", "4567", ""}), (Words{"01", "02"}));
    EXPECT_EQ(offered(tree, {"./lab", "list", ""}), Words{});
    EXPECT_EQ(offered(tree, {"./lab", "dance", ""}), Words{});
    EXPECT_EQ(offered(tree, {"./lab", "dance", "--"}), Words{});
}

TEST(Completion, TheShells) {
    EXPECT_EQ(offered(FixtureTree(), {"./lab", "completion", ""}), (Words{"bash", "zsh", "fish"}));
}

TEST(Completion, ATitleIsOnlyText) {
    const FixtureTree tree;
    std::string course = tree.read("lessons/course.json");
    course.replace(course.find("The first"), 9, "It's $(false) `x` {y}");
    tree.write("lessons/course.json", course);
    EXPECT_EQ(offered(tree, {"./lab", "run", "01"}, second_tab),
              Words{"01  It's $(false) `x` {y}"});
}

// What the lab command tells of the launcher's options is what the launcher says itself.
TEST(Completion, TheLaunchersOptions) {
    const FixtureTree tree;
    for (const char* command : {"test", "docs", "doctor"}) {
        const std::string help = run_to_end({"sh", SOURCE_TREE "/lab", command, "--help"}).output;
        const Words options = offered(tree, {"./lab", command, "--"});
        EXPECT_FALSE(options.empty());
        for (const std::string& option : options) {
            if (option == "--help") continue;
            EXPECT_NE(help.find("\n  " + option + " "), std::string::npos) << help;
        }
    }
}

TEST(Completion, TheOtherShellsKnowAsMuch) {
    const FixtureTree tree;
    for (const char* shell : {"zsh", "fish"}) {
        const Finished lab = tree.lab({"completion", shell});
        EXPECT_EQ(lab.exit_code, 0);
        const bool zsh = shell == std::string("zsh");
        const auto knows = [&](const std::string& word, const std::string& what) {
            const std::string entry =
                zsh ? fmt::format("'{}:{}", word, what) : fmt::format(" -a {} -d '{}", word, what);
            EXPECT_NE(lab.output.find(entry), std::string::npos) << entry << "\n" << lab.output;
        };
        knows("01", "The first'");
        knows("02", "The second'");
        knows("list", "All lessons, and how far you are'");
        for (const std::string& command : all_commands(tree)) knows(command, "");
    }
}

TEST(Completion, AnUnknownShell) {
    const FixtureTree tree;
    const Finished none = tree.lab({"completion"});
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_EQ(none.output, "");
    EXPECT_EQ(none.errors,
              "lab: Which shell? bash, zsh or fish. For example: ./lab\ncompletion bash\n");
    const Finished wrong = tree.lab({"completion", "csh"});
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_EQ(wrong.output, "");
    EXPECT_EQ(wrong.errors,
              "lab: There is no completion for the shell \"csh\". There is\n"
              "one for bash, zsh and fish.\n");
}

}  // namespace
