// How far somebody is: what is noted survives everything, and counts as long as it is about what is
// there.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "fixture_tree.h"
#include "folder_lock.h"
#include "on_terminal.h"
#include "progress.h"

namespace {

using namespace out_of_step;
using Seen = Progress::Seen;

constexpr const char* lesson = "lessons/01_first/server.cpp";
constexpr const char* judge = "tests/lessons/01_first.cpp";

bool lists(const FixtureTree& tree, const std::string& how) {
    return tree.lab({"list"}).output.find("  01  The first" + how + "\n") != std::string::npos;
}

Progress in(const std::filesystem::path& folder) {
    return {folder, [](const std::string&) { return "as it is"; }};
}

// A tree whose first lesson has been repaired and checked.
class Done : public testing::Test {
protected:
    Done() {
        tree_.write_server("lessons/01_first", "is_good");
        tree_.write_judge("01_first", "return 0;");
        tree_.configure();
        EXPECT_EQ(tree_.lab({"check", "1"}).exit_code, 0);
        EXPECT_TRUE(lists(tree_, ": done"));
    }
    void add_to(const char* file) {
        const std::string before = tree_.read(file);
        tree_.write(file, before + "\n// more\n");
        EXPECT_TRUE(lists(tree_, ": changed since it was done")) << file;
        tree_.write(file, before);
        EXPECT_TRUE(lists(tree_, ": done")) << file;
    }

    const FixtureTree tree_;
};

TEST_F(Done, PlayingItDoesNotOpenIt) {
    const Finished run = tree_.lab({"run", "1"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_NE(run.output.find("Next: lesson 02"), std::string::npos) << run.output;
    EXPECT_TRUE(lists(tree_, ": done"));
}

TEST_F(Done, AChangedServerIsOpenAgain) { add_to(lesson); }

TEST_F(Done, AChangedJudgeOpensTheLesson) { add_to(judge); }

TEST_F(Done, ChangedScenesOpenTheLesson) {
    std::string course = tree_.read("lessons/course.json");
    const std::string old = "\"A says hello\"";
    course.replace(course.find(old), old.size(), "\"A says sunday\"");
    tree_.write("lessons/course.json", course);
    EXPECT_TRUE(lists(tree_, ": changed since it was done"));
}

TEST_F(Done, WhatIsOpenAgainIsNext) {
    tree_.write(lesson, tree_.read(lesson) + "\n");
    EXPECT_EQ(tree_.lab({}).output, R"(Done: 0 of 2 lessons.
You are at: lesson 01, The first.
It was done, and something has changed since. See whether it
holds:
  ./lab check 01
)");
}

TEST(Progress, AVerdictWrittenByHandDoesNotCount) {
    const FixtureTree tree;
    tree.write_judge("01_first", "return 1;");
    tree.configure();
    EXPECT_EQ(tree.lab({"check", "1"}).exit_code, 1);
    std::string noted = tree.read(".lab/progress.json");
    noted.replace(noted.find("broken"), 6, "kept");
    tree.write(".lab/progress.json", noted);
    EXPECT_TRUE(lists(tree, ": changed since it was done"));
}

TEST(Progress, ASaveDuringACheckIsNotWhatWasChecked) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "is_good");
    tree.write(judge, "#include <fstream>\nint main() {\n    std::ofstream(\"" +
                          (tree.root() / lesson).string() +
                          "\", std::ios::app) << \"// later\\n\";\n}\n");
    tree.configure();
    const Finished check = tree.lab({"check", "1"});
    EXPECT_EQ(check.exit_code, 0);
    EXPECT_NE(check.output.find("(server.cpp was saved meanwhile, so nobody knows"),
              std::string::npos)
        << check.output;
    EXPECT_TRUE(lists(tree, ""));
}

TEST(Progress, WhatIsNotedIsWhatWasBuilt) {
    const FixtureTree tree;
    tree.write_judge("01_first", "return 0;");
    tree.configure();
    OnTerminal check(tree.lab_command({"check", "1"}));
    {
        const FolderLock somebody_builds(tree.root() / "build", [] {});
        ASSERT_TRUE(check.read_until("waiting for another ./lab, which is building"));
        tree.write_server("lessons/01_first", "is_good");
    }
    EXPECT_EQ(check.read_to_end(), 0) << check.written();
    EXPECT_TRUE(lists(tree, ": done"));
}

TEST(Progress, WhatIsKnownOfTheServerAsItIsStays) {
    const FixtureTree tree;
    Progress progress = in(tree.root());
    EXPECT_TRUE(progress.note("01_first", Seen::kept, "as it is"));
    EXPECT_TRUE(progress.note("01_first", Seen::played, "as it is"));
    EXPECT_EQ(progress.of("01_first"), Seen::kept);
    EXPECT_TRUE(progress.note("01_first", Seen::broken, "as it was"));
    EXPECT_EQ(progress.of("01_first"), Seen::kept);
    EXPECT_TRUE(progress.note("01_first", Seen::broken, "as it is"));
    EXPECT_EQ(progress.of("01_first"), Seen::broken);
}

TEST(Progress, WhatMakesNoSenseIsSaidAndPutAside) {
    const FixtureTree tree;
    tree.write(".lab/progress.json", "{ \"lessons\": {");
    const std::string said = "(.lab/progress.json makes no sense, so it counts as no";
    EXPECT_NE(tree.lab({"list"}).output.find(said), std::string::npos);
    tree.lab({"hint", "1"});
    EXPECT_EQ(tree.read(".lab/progress.unreadable.1.json"), "{ \"lessons\": {");
    EXPECT_EQ(tree.lab({"list"}).output.find(said), std::string::npos);
}

TEST(Progress, ScenesAloneAreNotEveryMoment) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "is_good");
    tree.configure();
    const Finished run = tree.lab({"run", "1"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_NE(run.output.find(R"(Every promise of this scene is kept.

No scene shows every mistake; some need bad luck. Let the
lab try every moment:
  ./lab check 01
)"),
              std::string::npos)
        << run.output;
    EXPECT_TRUE(lists(tree, ": its scenes are kept"));
    EXPECT_EQ(tree.lab({}).output, R"(Done: 0 of 2 lessons.
You are at: lesson 01, The first.
What its scenes show is kept. Let the lab try every moment:
  ./lab check 01
)");
}

TEST(Progress, OnceItWasTiedToNothing) {
    const FixtureTree tree;
    tree.write(".lab/progress.json", R"({"lessons": {"01_first": "kept", "02_second": "broken"}})");
    EXPECT_TRUE(lists(tree, ": changed since it was done"));
    EXPECT_NE(tree.lab({"list"}).output.find("The second (detour): begun"), std::string::npos);
}

TEST(Progress, HintsReadWhileALessonRunsStayRead) {
    const FixtureTree tree;
    Progress running = in(tree.root());
    Progress reading = in(tree.root());
    EXPECT_TRUE(reading.note_hints("01_first", 2));
    EXPECT_TRUE(running.note("02_second", Seen::broken, "as it is"));
    const Progress later = in(tree.root());
    EXPECT_EQ(later.hints_of("01_first"), 2u);
    EXPECT_EQ(later.latest(), "02_second");
}

// Notes one number after the other, until it is killed, or the test is.
pid_t somebody_who_notes(const std::filesystem::path& folder, std::size_t number) {
    const pid_t parent = getpid();
    const pid_t process = fork();
    if (process != 0) return process;
    Progress progress = in(folder);
    while (getppid() == parent) progress.note_hints("02_second", ++number);
    _exit(0);
}

TEST(Progress, SurvivesAKillAtAnyMoment) {
    const FixtureTree tree;
    const std::filesystem::path folder = tree.root() / "kept";
    ASSERT_TRUE(in(folder).note("01_first", Seen::kept, "as it is"));
    for (int kill_number = 0; kill_number < 100; ++kill_number) {
        const std::size_t before = in(folder).hints_of("02_second");
        const pid_t process = somebody_who_notes(folder, before);
        // Until it is at work, and then a little longer each time.
        while (in(folder).hints_of("02_second") == before) {
        }
        for (int look = 0; look < kill_number; ++look) tree.read("kept/progress.json");
        kill(process, SIGKILL);
        waitpid(process, nullptr, 0);
        const Progress found = in(folder);
        EXPECT_EQ(found.of("01_first"), Seen::kept);
        EXPECT_EQ(found.latest(), "01_first");
        EXPECT_GT(found.hints_of("02_second"), before);
        // Nor does it leave a lock behind.
        ASSERT_TRUE(in(folder).note("01_first", Seen::kept, "as it is"));
    }
}

}  // namespace
