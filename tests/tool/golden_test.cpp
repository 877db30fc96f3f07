// What the lab command says of itself, word for word, in golden/. To write it anew after a change
// that was meant:
//
//     UPDATE_GOLDEN=1 ctest --preset asan -R Golden
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "../golden.h"
#include "fixture_tree.h"
#include "words_of_help.h"

namespace {

using namespace out_of_step;

void expect_narrow(const std::string& text, const std::string& name) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 60u) << name << ": " << line;
    }
}

void expect_help(const std::vector<std::string>& command, const std::string& name) {
    const Finished lab = run_to_end(command);
    EXPECT_EQ(lab.exit_code, 0) << name;
    EXPECT_EQ(lab.errors, "") << name;
    expect_narrow(lab.output, name);
    expect_golden(name + ".txt", lab.output);
}

TEST(Golden, EveryHelp) {
    const FixtureTree tree;
    expect_help(tree.lab_command({"--help"}), "help");
    for (const std::string& command : commands_in(tree.lab({"--help"}).output, "Commands:")) {
        expect_help(tree.lab_command({command, "--help"}), "help_" + command);
    }
}

// The launcher does not build anything for these.
TEST(Golden, EveryHelpOfTheLauncher) {
    const std::string help = FixtureTree().lab({"--help"}).output;
    for (const std::string& command : commands_in(help, "The launcher itself does:")) {
        expect_help({"sh", SOURCE_TREE "/lab", command, "--help"}, "help_" + command);
    }
}

TEST(Golden, TheListBeforeAnyLesson) {
    expect_golden("list_before.txt", FixtureTree().lab({"list"}).output);
}

TEST(Golden, TheListInBetween) {
    const FixtureTree tree;
    tree.note("01_first", Progress::Seen::kept);
    tree.note("02_second", Progress::Seen::broken);
    expect_golden("list_in_between.txt", tree.lab({"list"}).output);
}

TEST(Golden, TheListWhenAllIsDone) {
    const FixtureTree tree;
    tree.note("01_first", Progress::Seen::kept);
    tree.note("02_second", Progress::Seen::kept);
    expect_golden("list_done.txt", tree.lab({"list"}).output);
}

}  // namespace
