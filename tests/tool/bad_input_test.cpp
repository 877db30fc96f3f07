// What the lab command says when it is asked for something that cannot be done: one clear sentence
// on stderr, exit code 2, nothing started.
#include <gtest/gtest.h>

#include <unistd.h>

#include <string>
#include <vector>

#include "fixture_tree.h"
#include "on_terminal.h"
#include "stage/port.h"

namespace {

using namespace out_of_step;

constexpr int refused = 2;

// The sentence on stderr as it would stand on one endless line.
std::string complaint(const Finished& lab) {
    std::string text = lab.errors;
    for (char& byte : text) {
        if (byte == '\n') byte = ' ';
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

void expect_refusal(const FixtureTree& tree, const std::vector<std::string>& arguments,
                    const std::string& sentence) {
    const Finished lab = tree.lab(arguments);
    EXPECT_EQ(lab.exit_code, refused);
    EXPECT_EQ(complaint(lab), sentence);
}

void expect_broken_course(const std::string& course, const std::string& why) {
    const FixtureTree tree;
    tree.write("lessons/course.json", course);
    expect_refusal(tree, {"list"}, "lab: lessons/course.json is broken: " + why);
}

TEST(BadInput, AnUnknownLesson) {
    const FixtureTree tree;
    for (const char* name : {"99", "3x", "-7", "first", "0001x"}) {
        expect_refusal(tree, {"run", "--", name},
                       std::string("lab: There is no lesson \"") + name +
                           "\". ./lab list shows those there are.");
    }
}

TEST(BadInput, AnUnknownLessonIsShownHarmlessly) {
    expect_refusal(FixtureTree(), {"run", "\x1b[2J"},
                   "lab: There is no lesson \"\\x1b[2J\". ./lab list shows those there are.");
}

TEST(BadInput, AnUnknownCommand) {
    expect_refusal(FixtureTree(), {"rum"},
                   "lab: There is no command \"rum\". ./lab --help shows what there is.");
}

TEST(BadInput, ALessonWithoutACommand) {
    expect_refusal(
        FixtureTree(), {"02"},
        "lab: There is no command \"02\". Is lesson 02 meant? Play it: ./lab run 02. Have "
        "it judged: ./lab check 02.");
}

TEST(BadInput, HelpIsUnderstoodAsAWord) {
    const FixtureTree tree;
    EXPECT_EQ(tree.lab({"help"}).output, tree.lab({"--help"}).output);
}

TEST(BadInput, TooManyWords) {
    expect_refusal(FixtureTree(), {"run", "1", "2"},
                   "lab: \"2\" is one word too many. ./lab --help shows what there is.");
}

TEST(BadInput, AnUnknownOption) {
    expect_refusal(FixtureTree(), {"run", "1", "--fast"},
                   "lab: There is no option \"--fast\". ./lab --help shows what there is.");
}

TEST(BadInput, NoLesson) {
    expect_refusal(FixtureTree(), {"reset"},
                   "lab: Which lesson? For example: ./lab reset 03. ./lab list shows those there "
                   "are.");
}

TEST(BadInput, AnUnknownLessonForTheJudge) {
    expect_refusal(FixtureTree(), {"judge", "77"},
                   "lab: There is no lesson \"77\". ./lab list shows those there are.");
}

TEST(BadInput, NoPort) {
    expect_refusal(FixtureTree(), {"run", "1", "--port"},
                   "lab: \"\" is not a port. Give a number from 1 to 65535, for example 4567.");
}

TEST(BadInput, NotAPort) {
    const FixtureTree tree;
    for (const char* port : {"abc", "0", "65536", "-1", "4567x", "1e3", " 80", "99999999999", ""}) {
        expect_refusal(tree, {"run", "1", std::string("--port=") + port},
                       std::string("lab: \"") + port +
                           "\" is not a port. Give a number from 1 to 65535, for example 4567.");
    }
}

TEST(BadInput, APortThatIsTaken) {
    const FixtureTree tree;
    tree.configure();
    Loop loop;
    const ReservedPort reserved(loop);
    const std::string taken = std::to_string(reserved.number() + 5000);  // its guard
    const std::string who = std::filesystem::read_symlink("/proc/self/exe").string() +
                            " (process " + std::to_string(getpid()) + ")";
    expect_refusal(tree, {"run", "1", "--port", taken},
                   "lab: Port " + taken + " is taken by another program, " + who +
                       ". Choose another one, or none: then a free one is found.");
}

TEST(BadInput, APortThatALessonHasAlready) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "dawdles");
    tree.configure();
    Loop loop;
    const ReservedPort reserved(loop);
    const std::string port = std::to_string(reserved.number());
    OnTerminal other(tree.lab_command({"run", "1", "--port", port}));
    ASSERT_TRUE(other.read_until("says \"hello\""));
    const Finished lab = tree.lab({"run", "1", "--port", port});
    EXPECT_EQ(lab.exit_code, refused);
    EXPECT_EQ(complaint(lab).find("lab: Port " + port + " is taken by another program, " +
                                  (tree.root() / "build/lessons/01_first/server").string() +
                                  " (process "),
              0u)
        << lab.errors;
}

TEST(BadInput, ThereIsNoBuild) {
    const FixtureTree tree;
    expect_refusal(tree, {"run", "1"},
                   "lab: There is no build in " + (tree.root() / "build").string() +
                       ". Start ./lab: it makes one.");
}

TEST(BadInput, TheLessonDoesNotCompile) {
    const FixtureTree tree;
    tree.write("lessons/01_first/server.cpp", "int main() { return no_such_name; }\n");
    tree.configure();
    const Finished lab = tree.lab({"run", "1"});
    EXPECT_EQ(lab.exit_code, refused);
    EXPECT_EQ(complaint(lab),
              "lab: lessons/01_first/server.cpp does not compile; the compiler's message is above. "
              "Nothing was started.");

    // Behind the three lines of the title: what the compiler says, and nothing of who called it.
    const std::size_t title = lab.output.find("nothing more will come.\n\n");
    ASSERT_NE(title, std::string::npos) << lab.output;
    const std::string messages = lab.output.substr(title + 25);
    EXPECT_EQ(messages.find("lessons/01_first/server.cpp:"), 0u) << messages;
    EXPECT_NE(messages.find("server.cpp:1:21: error: "), std::string::npos) << messages;
    EXPECT_NE(messages.find("no_such_name"), std::string::npos) << messages;
    for (const char* noise : {"FAILED", "ninja", "make", "[", " -c ", "-o ", "connects"}) {
        EXPECT_EQ(messages.find(noise), std::string::npos) << messages;
    }

    // One lesson's mistake is no other lesson's.
    EXPECT_EQ(tree.lab({"run", "1", "--solution"}).exit_code, 0);
}

TEST(BadInput, TheLessonCannotBeLinked) {
    const FixtureTree tree;
    tree.write("lessons/01_first/server.cpp", "int mian() { return 0; }\n");
    tree.configure();
    const Finished lab = tree.lab({"run", "1"});
    EXPECT_EQ(lab.exit_code, refused);
    EXPECT_NE(lab.output.find("undefined reference to `main'"), std::string::npos) << lab.output;
    for (const char* noise : {"FAILED", "ninja", "[1/"}) {
        EXPECT_EQ(lab.output.find(noise), std::string::npos) << lab.output;
    }
}

TEST(BadInput, TheBuildCannotBePrepared) {
    const FixtureTree tree;
    tree.configure();
    tree.write("CMakeLists.txt", "message(FATAL_ERROR \"I do not feel like it.\")\n");
    const Finished lab = tree.lab({"run", "1"});
    EXPECT_EQ(lab.exit_code, refused);
    EXPECT_NE(lab.output.find("I do not feel like it."), std::string::npos) << lab.output;
    EXPECT_EQ(
        complaint(lab),
        "lab: lessons/01_first/server.cpp could not be built; the messages are above. Nothing "
        "was started.");
}

TEST(BadInput, TheLessonIsNotThere) {
    const FixtureTree tree;
    std::filesystem::remove_all(tree.root() / "lessons" / "02_second");
    expect_refusal(tree, {"run", "2"},
                   "lab: There is no lessons/02_second/server.cpp. The course's list names it; has "
                   "it been moved?");
}

TEST(BrokenCourse, IsMissing) {
    const FixtureTree tree;
    std::filesystem::remove(tree.root() / "lessons" / "course.json");
    const Finished lab = tree.lab({});
    EXPECT_EQ(lab.exit_code, refused);
    EXPECT_NE(complaint(lab).find("lessons/course.json is broken: it cannot be read"),
              std::string::npos);
}

TEST(BrokenCourse, IsNotJson) {
    const FixtureTree tree;
    tree.write("lessons/course.json", "{\n  \"title\": oops\n}");
    const Finished lab = tree.lab({"list"});
    EXPECT_EQ(lab.exit_code, refused);
    EXPECT_EQ(complaint(lab).find(
                  "lab: lessons/course.json is broken: it is not JSON, at line 2, column 12"),
              0u)
        << lab.errors;
}

TEST(BrokenCourse, HasTheWrongShape) {
    expect_broken_course("[]", "the course: \"title\" is missing.");
    expect_broken_course(R"({"title": "T", "chapters": {}, "lessons": []})",
                         "the course: \"lessons\" must be a list with at least one lesson.");
    expect_broken_course(R"({"title": "T", "chapters": {}, "lessons": [{"number": 1}]})",
                         "lesson in place 1: \"number\" must be a text.");
    expect_broken_course(R"({"title": "T", "chapters": {}, "lessons":
                            [{"number": "01", "slug": "s", "title": "T", "chapter": "Z"}]})",
                         "lesson 01: there is no chapter \"Z\".");
}

TEST(BrokenCourse, HasABadScene) {
    const FixtureTree tree;
    const auto scene = [&](const std::string& acts) {
        tree.write("lessons/course.json",
                   R"({"title": "T", "chapters": {"A": "A"}, "lessons": [{"number": "01",
                   "slug": "01_first", "title": "T", "chapter": "A", "live":
                   [{"promise": "P", "on": ["native"], "scene": [)" +
                       acts + "]}]}]}");
    };
    const std::string begin = "lab: lessons/course.json is broken: lesson 01, promise P: ";
    scene(R"("A connects", "A sings")");
    expect_refusal(tree, {"run", "1"},
                   begin +
                       "\"A sings\": a client connects, says TEXT, asks TEXT, stops reading, "
                       "sends N bytes, reads on, holds on for N seconds, leaves, vanishes or is "
                       "let go.");
    scene(R"("A connects", "A sends 64000001 bytes")");
    expect_refusal(tree, {"run", "1"},
                   begin + "\"A sends 64000001 bytes\": 64000000 bytes are the most.");
    scene(R"("A says hello")");
    expect_refusal(tree, {"run", "1"}, begin + "\"A says hello\": A is not connected then.");
    scene(R"("A connects", "the server's words are held back")");
    expect_refusal(tree, {"run", "1"},
                   begin + "The server's words are held back and never let go.");
}

TEST(BrokenCourse, HasAnUnknownFinding) {
    expect_broken_course(R"({"title": "T", "chapters": {"A": "A"}, "lessons": [{"number": "01",
                         "slug": "s", "title": "T", "chapter": "A", "live": [{"promise": "P",
                         "on": ["native"], "scene": ["A connects"],
                         "symptom": {"finding": "sad", "clients": ["A"]}}]}]})",
                         "lesson 01, promise P: there is no finding \"sad\".");
}

}  // namespace
