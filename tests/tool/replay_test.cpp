// Which lesson ./lab step, and which server ./lab replay is about. The judges here only say what
// they were called with.
#include <gtest/gtest.h>

#include <string>

#include <fmt/format.h>

#include "fixture_tree.h"
#include "sim/lasting_hash.h"

namespace {

using namespace out_of_step;

void write_parrot(const FixtureTree& tree, const std::string& lesson) {
    tree.write("tests/lessons/" + lesson + ".cpp", R"(#include <cstdio>
int main(int count, char** words) {
    for (int i = 1; i < count; ++i) std::printf("%s%s", words[i], i + 1 < count ? " " : "\n");
}
)");
    tree.configure();
}

std::string called_with(const FixtureTree& tree, const std::string& kind, const std::string& lesson,
                        const std::string& more) {
    const std::string module = (tree.root() / "build" / kind / lesson / "server.zero.so").string();
    const std::string source = (tree.root() / kind / lesson / "server.cpp").string();
    return "--module " + module + " --source " + source + more + "\n";
}

std::string string_of(const std::string& source) {
    using namespace winsock::sim;
    return fmt::format("1w-{:08x}-fcc09a1a-17.3.1", short_hash(hash_of(source)));
}

TEST(Step, TheLastOneThatWasRunIsMeant) {
    const FixtureTree tree;
    write_parrot(tree, "02_second");
    tree.write(".lab/progress.json",
               R"({"lessons": {"02_second": "broken"}, "latest": "02_second"})");
    const Finished lab = tree.lab({"step"});
    EXPECT_EQ(lab.exit_code, 0) << lab.errors;
    EXPECT_TRUE(lab.output.ends_with(called_with(tree, "lessons", "02_second", " --step")))
        << lab.output;
    const Finished named = tree.lab({"step", "2", "--promise", "Anything"});
    EXPECT_TRUE(named.output.ends_with(
        called_with(tree, "lessons", "02_second", " --step --promise Anything")))
        << named.output;
}

TEST(Replay, FindsTheServerByItsSource) {
    const FixtureTree tree;
    write_parrot(tree, "02_second");
    for (const std::string kind : {"lessons", "solutions"}) {
        // So that no two are the same.
        tree.write(kind + "/02_second/server.cpp", "int main() {}  // of the " + kind + "\n");
        const std::string string = string_of(tree.read(kind + "/02_second/server.cpp"));
        const Finished lab = tree.lab({"replay", string, "--step"});
        EXPECT_EQ(lab.exit_code, 0) << lab.errors;
        EXPECT_TRUE(lab.output.ends_with(
            called_with(tree, kind, "02_second", " --replay " + string + " --step")))
            << lab.output;
    }
}

TEST(Replay, OfAFileThatHasChangedIsRefused) {
    const FixtureTree tree;
    const std::string string = string_of(tree.read("lessons/02_second/server.cpp"));
    tree.write("lessons/02_second/server.cpp", "int main() {}\n");
    const Finished lab = tree.lab({"replay", string});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_EQ(lab.errors, R"(lab: This string belongs to no server as it is now. It
belongs to a file that has changed since, or to another
course: judge again.
)");
}

TEST(Replay, WhatIsNoReplayStringIsRefused) {
    const FixtureTree tree;
    for (const std::string string : {"yesterday", "1w-562a259e", "1w-562a259e-fcc09a1a-17.3",
                                     "1w-562a259e-fcc09a1a-17.3.1x"}) {
        const Finished lab = tree.lab({"replay", string});
        EXPECT_EQ(lab.exit_code, 2);
        EXPECT_TRUE(lab.errors.starts_with("lab: \"" + string + "\" is no replay string."))
            << lab.errors;
    }
    const Finished none = tree.lab({"replay"});
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_TRUE(none.errors.starts_with("lab: Which execution?")) << none.errors;
}

}  // namespace
