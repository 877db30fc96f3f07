// What the lab command prints when all goes well; and a lesson that fails is going well.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "course.h"
#include "fixture_tree.h"
#include "stage/port.h"

namespace {

using namespace out_of_step;

// The server prints this when it likes: before the first client is seen to connect, or after.
std::string without_greeting(std::string text) {
    const std::string greeting = "  server  Listening\n";
    for (std::size_t at = 0; (at = text.find(greeting)) != std::string::npos;) {
        text.erase(at, greeting.size());
    }
    return text;
}

void expect_narrow(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 60u) << line;
}

TEST(Lab, TutorialALessonIsPlayed) {
    const FixtureTree tree;
    tree.configure();
    const Finished lab = tree.lab({"run", "1"});
    EXPECT_EQ(without_greeting(lab.output), R"(Lesson 01: The first
Lines in brackets are what the lab sees from outside. Where
it pauses, it makes sure that nothing more will come.

EveryWordIsRead
  A       connects
  A       says "hello"
  server  (has 5 bytes of A that it never reads)
Broken.

A's 5 bytes lie unread at the server, and the server sleeps:
nothing will ever wake it for A.

Next: find out why, and repair server.cpp. The task is in
  lessons/01_first/README.md
Then look again: ./lab run 01
Stuck? ./lab hint 01
)");
    EXPECT_EQ(lab.errors, "");
    EXPECT_EQ(lab.exit_code, 1);
    expect_narrow(lab.output);
}

TEST(Lab, TheSolutionIsPlayed) {
    const FixtureTree tree;
    tree.configure();
    Loop loop;
    const ReservedPort reserved(loop);
    const std::string port = std::to_string(reserved.number());
    const Finished lab = tree.lab({"run", "01_first", "--solution", "--port", port});
    EXPECT_EQ(without_greeting(lab.output), R"(Lesson 01: The first, the solution
Lines in brackets are what the lab sees from outside. Where
it pauses, it makes sure that nothing more will come.

EveryWordIsRead
  A       connects
  A       says "hello"
  server  Received: hello 
Kept.

Every promise of this scene is kept.
Why this is right:
  solutions/01_first/README.md
)");
    EXPECT_EQ(lab.exit_code, 0);
}

TEST(Lab, ItStopsAtTheFirstPromiseThatIsBroken) {
    const FixtureTree tree;
    tree.configure();
    const Finished lab = tree.lab({"run", "02"});
    EXPECT_EQ(without_greeting(lab.output), R"(Lesson 02: The second
Lines in brackets are what the lab sees from outside. Where
it pauses, it makes sure that nothing more will come.

EveryClientIsReleased
  A       connects
  B       connects
  A       leaves
  server  (never closes its side for A)
  B       leaves
  server  (never closes its side for B)
Broken.

EveryClientIsReleased is broken:
A and B left, but the server has not closed its side, and
the server sleeps: nothing will ever wake it for them.
One more promise is looked at once this one is kept.

Next: find out why, and repair server.cpp. The task is in
  lessons/02_second/README.md
Then look again: ./lab run 02
)");
    EXPECT_EQ(lab.exit_code, 1);
}

TEST(Lab, AServerThatPrintsWithoutEndIsCutShort) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "prints_without_end");
    tree.configure();
    const Finished lab = tree.lab({"run", "1"});
    EXPECT_NE(lab.output.find("  server  ... (and it goes on)\n"), std::string::npos);
    EXPECT_LT(lab.output.size(), 2000u);
    EXPECT_EQ(lab.exit_code, 1);
}

TEST(Lab, AServerThatNeverListensIsToldApart) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "never_listens");
    tree.configure();
    Loop loop;
    const ReservedPort reserved(loop);
    const std::string port = std::to_string(reserved.number());
    EXPECT_EQ(tree.lab({"run", "1", "--port", port}).output,
              R"(Lesson 01: The first
Lines in brackets are what the lab sees from outside. Where
it pauses, it makes sure that nothing more will come.

EveryWordIsRead
  server  (does not listen on port )" +
                  port + R"()
Broken.

The server has not begun to listen on port )" +
                  port + R"(: it sleeps,
and nothing wakes it.

Next: find out why, and repair server.cpp. The task is in
  lessons/01_first/README.md
Then look again: ./lab run 01
Stuck? ./lab hint 01
)");
}

TEST(Lab, TheFirstTimeItShowsTheFirstLesson) {
    const FixtureTree tree;
    tree.configure();
    const Finished first = tree.lab({});
    EXPECT_EQ(first.exit_code, 0);
    EXPECT_EQ(first.output.find("Welcome to Out of Step."), 0u);
    EXPECT_NE(first.output.find("A's 5 bytes lie unread"), std::string::npos);
    EXPECT_NE(first.output.find("lessons/01_first/README.md"), std::string::npos);
    expect_narrow(first.output);

    EXPECT_EQ(tree.lab({}).output, R"(Done: 0 of 2 lessons.
You are at: lesson 01, The first.
Read and repair:
  lessons/01_first/README.md and server.cpp
See it again:
  ./lab run 01
)");
}

TEST(Lab, ARepairedLessonLeadsToTheNext) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "is_good");
    tree.write_judge("01_first", "return 0;");
    tree.configure();
    const Finished check = tree.lab({"check", "1"});
    EXPECT_EQ(check.exit_code, 0);
    EXPECT_NE(check.output.find("Every promise of this scene is kept.\n"
                                "\n"
                                "The next one has two promises.\n"
                                "But first compare your repair with\n"
                                "  solutions/01_first/README.md\n"
                                "\n"
                                "Done: 1 of 2 lessons.\n"
                                "Next: lesson 02, The second: ./lab run 02\n"),
              std::string::npos)
        << check.output;
    EXPECT_EQ(tree.lab({}).output, R"(Done: 1 of 2 lessons.
Next: lesson 02, The second.
See it run:
  ./lab run 02
)");
    EXPECT_EQ(tree.lab({"list"}).output, R"(Chapter A: The beginning
  01  The first: done

Chapter B: The end
  02  The second (detour)

A lesson is played by its number: ./lab run 02
)");
}

TEST(Lab, TheSolutionIsNoProgress) {
    const FixtureTree tree;
    tree.configure();
    tree.lab({"run", "1", "--solution"});
    EXPECT_FALSE(std::filesystem::exists(tree.root() / ".lab"));
}

TEST(Lab, ProgressThatMakesNoSenseIsNoProgress) {
    const FixtureTree tree;
    for (const char* text : {"", "{", "[]", R"({"lessons": 3})", R"({"lessons": {}, "latest": 7})",
                             R"({"lessons": {"01_first": 5}, "latest": "01_first"})"}) {
        tree.write(".lab/progress.json", text);
        EXPECT_NE(tree.lab({"list"}).output.find("  01  The first\n"), std::string::npos) << text;
    }
}

TEST(Lab, ProgressThatCannotBeKeptIsMentioned) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "is_good");
    tree.configure();
    tree.write(".lab", "a file where the folder should be");
    const Finished lab = tree.lab({"run", "1"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_NE(lab.output.find("Your progress could not be written"), std::string::npos);
}

TEST(Lab, HelpNamesEveryCommand) {
    const Finished lab = FixtureTree().lab({"--help"});
    EXPECT_EQ(lab.exit_code, 0);
    for (const char* command :
         {"list", "run", "judge", "check", "hint", "diff", "reset", "test", "docs", "doctor"}) {
        EXPECT_NE(lab.output.find(std::string("\n  ") + command + " "), std::string::npos)
            << command;
    }
    EXPECT_EQ(lab.output.find("--root"), std::string::npos);
    expect_narrow(lab.output);
    EXPECT_EQ(FixtureTree().lab({"list", "-h"}).exit_code, 0);
}

TEST(Lab, HelpExplainsThePort) {
    const Finished lab = FixtureTree().lab({"run", "--help"});
    EXPECT_EQ(lab.exit_code, 0);
    EXPECT_NE(lab.output.find(R"(
  --port PORT               Where the server listens: a port
                            from 1 to 65535. Without it a
                            free one is chosen, from 20000
                            to 24999.
)"),
              std::string::npos)
        << lab.output;
}

TEST(Lab, TheRealCourseIsListed) {
    const Finished lab =
        run_to_end({LAB_TOOL, "--root", SOURCE_TREE, "--build", "/nowhere", "list"});
    EXPECT_EQ(lab.exit_code, 0);
    const Course course = read_course(SOURCE_TREE "/lessons/course.json");
    for (const Lesson& lesson : course.lessons) {
        EXPECT_NE(lab.output.find("  " + lesson.number + "  " + lesson.title), std::string::npos);
        for (const Promise& promise : lesson.live) scene_of(lesson, promise);
    }
}

}  // namespace
