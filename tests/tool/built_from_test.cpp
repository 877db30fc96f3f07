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

// A bad server has been built and put aside, and a good one stands in its place.
class PutAside : public testing::Test {
protected:
    PutAside() {
        tree_.configure();
        EXPECT_EQ(tree_.lab({"run", "1"}).exit_code, 1);
        fs::rename(server_, aside_);
        tree_.write_server("lessons/01_first", "is_good");
    }
    void put_back() const { fs::rename(aside_, server_); }

    const FixtureTree tree_;
    const fs::path server_ = tree_.root() / "lessons/01_first/server.cpp";
    const fs::path aside_ = tree_.root() / "mine.cpp";
};

TEST_F(PutAside, AnOlderFileThatIsMovedThereIsBuilt) {
    EXPECT_EQ(tree_.lab({"run", "1"}).exit_code, 0);
    put_back();
    const auto time = fs::last_write_time(server_);
    EXPECT_EQ(tree_.lab({"run", "1"}).exit_code, 1);
    EXPECT_EQ(fs::last_write_time(server_), time);  // it is the learner's
}

TEST_F(PutAside, WhatSomebodyElseHasBuiltMeanwhileIsNotTaken) {
    const Finished editor = run_to_end(
        {"cmake", "--build", (tree_.root() / "build").string(), "--target", "lesson_01_first"});
    EXPECT_EQ(editor.exit_code, 0) << editor.errors;
    put_back();
    EXPECT_EQ(tree_.lab({"run", "1"}).exit_code, 1);
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
