// What is built is what the source says now, also where the times of the files say otherwise.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "fixture_tree.h"
#include "ways_to_save.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

TEST(BuiltFrom, AnOlderFileThatIsMovedThereIsBuilt) {
    const FixtureTree tree;
    tree.configure();
    EXPECT_EQ(tree.lab({"run", "1"}).exit_code, 1);
    const fs::path server = tree.root() / "lessons/01_first/server.cpp";
    fs::rename(server, tree.root() / "mine.cpp");
    tree.write_server("lessons/01_first", "is_good");
    EXPECT_EQ(tree.lab({"run", "1"}).exit_code, 0);
    fs::rename(tree.root() / "mine.cpp", server);
    const auto time = fs::last_write_time(server);
    EXPECT_EQ(tree.lab({"run", "1"}).exit_code, 1);
    EXPECT_EQ(fs::last_write_time(server), time);  // it is the learner's
}

TEST(BuiltFrom, WhatSomebodyElseHasBuiltMeanwhileIsNotTaken) {
    const FixtureTree tree;
    tree.configure();
    EXPECT_EQ(tree.lab({"run", "1"}).exit_code, 1);
    const fs::path server = tree.root() / "lessons/01_first/server.cpp";
    fs::rename(server, tree.root() / "mine.cpp");
    tree.write_server("lessons/01_first", "is_good");
    const Finished editor = run_to_end(
        {"cmake", "--build", (tree.root() / "build").string(), "--target", "lesson_01_first"});
    EXPECT_EQ(editor.exit_code, 0) << editor.errors;
    fs::rename(tree.root() / "mine.cpp", server);
    EXPECT_EQ(tree.lab({"run", "1"}).exit_code, 1);
}

// The compiler has read the text of before, and what it makes of it is newer than the save.
TEST(BuiltFrom, WhatIsSavedDuringABuildIsBuiltByTheNext) {
    const FixtureTree tree;
    const std::string server = (tree.root() / "lessons/01_first/server.cpp").string();
    const std::string saved = (tree.root() / "saved.cpp").string();
    tree.write("compiler", "#!/bin/sh\n\"$@\" || exit 1\n[ ! -e " + saved + " ] || mv " + saved +
                               " " + server + "\n");
    fs::permissions(tree.root() / "compiler", fs::perms::owner_all);
    setenv("CMAKE_CXX_COMPILER_LAUNCHER", (tree.root() / "compiler").c_str(), 1);
    tree.configure();
    unsetenv("CMAKE_CXX_COMPILER_LAUNCHER");
    tree.write("saved.cpp",
               "#define MODE \"is_good\"\n#include \"" MISBEHAVING_SERVER_SOURCE "\"\n");
    EXPECT_EQ(tree.lab({"run", "1"}).exit_code, 1);
    EXPECT_FALSE(fs::exists(saved));
    EXPECT_EQ(tree.lab({"run", "1"}).exit_code, 0);
}

}  // namespace
