// ./lab watch on a terminal: an empty screen for each check, keys, and a terminal that is left as
// it was found.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <sstream>
#include <string>
#include <vector>

#include "fixture_tree.h"
#include "on_terminal.h"
#include "ways_to_save.h"

namespace {

using namespace out_of_step;

constexpr const char* keys_line = "h hint  s step  n next  l list  q quit  ? all keys\r\n";

class WatchKeys : public testing::Test {
protected:
    WatchKeys() {
        for (const char* slug : {"01_first", "02_second"}) tree_.write_judge(slug, "return 1;");
        save::in_place(tree_.root() / "lessons/01_first/server.cpp", "int main() {}\n");
        save::in_place(tree_.root() / "lessons/02_second/server.cpp", "int main() {}\n");
        tree_.configure();
    }

    // As typed in a shell, which says before and after what state the terminal is in.
    std::vector<std::string> in_a_shell() const {
        return {"/bin/sh", "-c",
                "trap : INT\nstty -g\nsh -c 'echo id $$ .; exec \"$@\"' - " +
                    for_shell(tree_.lab_command({"watch", "1"})) + "\necho ended $?\nstty -g\n"};
    }

    FixtureTree tree_;
};

std::vector<std::string> lines(const std::string& written) {
    std::vector<std::string> all;
    std::istringstream text(written);
    for (std::string line; std::getline(text, line);) {
        line.erase(std::remove(line.begin(), line.end(), '\r'), line.end());
        for (std::size_t at = 0; (at = line.find('\x1b')) != std::string::npos;) {
            line.erase(at, line.find_first_of("JHm", at) - at + 1);
        }
        all.push_back(line);
    }
    return all;
}

void expect_it_fits(const OnTerminal& terminal) {
    for (const std::string& line : lines(terminal.written())) EXPECT_LE(line.size(), 60U) << line;
}

TEST_F(WatchKeys, TutorialWhatIsOnTheScreen) {
    OnTerminal lab(tree_.lab_command({"watch", "1"}));
    ASSERT_TRUE(lab.read_until(keys_line)) << lab.written();
    const std::string all = lab.written();
    EXPECT_TRUE(all.starts_with("\x1b[2J\x1b[HLesson 01: The first\r\n")) << all;
    const std::size_t end = all.find(" Waiting for a save of");
    ASSERT_NE(end, std::string::npos) << all;
    EXPECT_EQ(all.substr(end), std::string(" Waiting for a save of\r\n"
                                           "  lessons/01_first/server.cpp\r\n") +
                                   keys_line);
    lab.type("q");
    EXPECT_EQ(lab.read_to_end(), 0);
    expect_it_fits(lab);
}

TEST_F(WatchKeys, EachDoesWhatTheLineSays) {
    OnTerminal lab(tree_.lab_command({"watch", "1"}));
    ASSERT_TRUE(lab.read_until(keys_line)) << lab.written();
    lab.type("h");
    EXPECT_TRUE(lab.read_until("Hint 1 of 2")) << lab.written();
    lab.type("h");
    EXPECT_TRUE(lab.read_until("Hint 2 of 2")) << lab.written();
    lab.type("l");
    EXPECT_TRUE(lab.read_until("Chapter B: The end")) << lab.written();
    lab.type("x\x1b[C?");  // an unknown one, and an arrow that has a c in it
    lab.type("?");
    EXPECT_TRUE(lab.read_until("q  quit, as Ctrl-C does\r\n")) << lab.written();
    lab.type("n");
    EXPECT_TRUE(lab.read_until("\x1b[2J\x1b[HLesson 02: The second\r\n")) << lab.written();
    EXPECT_TRUE(lab.read_until("  lessons/02_second/server.cpp\r\n")) << lab.written();
    lab.type("n");
    EXPECT_TRUE(lab.read_until("Lesson 02 is the last one so far.\r\n")) << lab.written();
    tree_.write("lessons/02_second/server.cpp", "#error this one\n");
    EXPECT_TRUE(lab.read_until("#error this one")) << lab.written();
    lab.type("q");
    EXPECT_EQ(lab.read_to_end(), 0);
    expect_it_fits(lab);
}

TEST_F(WatchKeys, EnterChecksAgain) {
    OnTerminal lab(tree_.lab_command({"watch", "1"}));
    ASSERT_TRUE(lab.read_until(keys_line)) << lab.written();
    tree_.write_judge("01_first", "return 2;");
    lab.type("\r");
    EXPECT_TRUE(lab.read_until("The judge: return 2;\r\n")) << lab.written();
    EXPECT_TRUE(lab.read_until("lab: The judge has come to no verdict.\r\n")) << lab.written();
    tree_.write_judge("01_first", "return 3;");
    lab.type("c");
    EXPECT_TRUE(lab.read_until("The judge: return 3;\r\n")) << lab.written();
}

TEST_F(WatchKeys, WhatIsTypedDuringACheckComesAfterIt) {
    tree_.write("tests/lessons/01_first.cpp",
                "#include <unistd.h>\n#include <cstdio>\nint main() {\n"
                "    std::puts(\"It sleeps.\");\n    std::fflush(stdout);\n"
                "    for (;;) pause();\n}\n");
    OnTerminal lab(tree_.lab_command({"watch", "1"}));
    ASSERT_TRUE(lab.read_until("It sleeps.")) << lab.written();
    lab.type("h");
    tree_.write_judge("01_first", "return 1;");
    tree_.write("lessons/01_first/server.cpp", "int main() { return 1; }\n");
    EXPECT_TRUE(lab.read_until("Hint 1 of 2")) << lab.written();
    EXPECT_LT(lab.written().find(keys_line), lab.written().find("Hint 1 of 2"));
}

TEST_F(WatchKeys, StepHasTheTerminal) {
    const bool is_here = tree_.lab({"--help"}).output.find("\n  step ") != std::string::npos;
    tree_.write("tests/lessons/01_first.cpp",
                "#include <cstdio>\n#include <string_view>\n"
                "int main(int count, char* words[]) {\n"
                "    for (int i = 1; i < count; ++i) {\n"
                "        if (words[i] != std::string_view(\"--step\")) continue;\n"
                "        std::puts(\"It steps.\");\n"
                "        std::printf(\"It reads %c.\\n\", std::getchar());\n"
                "    }\n    return 1;\n}\n");
    OnTerminal lab(tree_.lab_command({"watch", "1"}));
    ASSERT_TRUE(lab.read_until(keys_line)) << lab.written();
    lab.type("s");
    if (is_here) {
        EXPECT_TRUE(lab.read_until("It steps.")) << lab.written();
        lab.type("q\n");
        EXPECT_TRUE(lab.read_until("It reads q.")) << lab.written();
    } else {
        EXPECT_TRUE(lab.read_until("There is no command \"step\".")) << lab.written();
    }
    lab.type("l");
    EXPECT_TRUE(lab.read_until("Chapter B: The end")) << lab.written();
    lab.type("q");
    EXPECT_EQ(lab.read_to_end(), 0);
}

TEST_F(WatchKeys, TheTerminalIsLeftAsItWas) {
    for (const std::string end : {"q", "\x03", "\x04", "TERM", "HUP", "INT", "QUIT"}) {
        OnTerminal shell(in_a_shell());
        ASSERT_TRUE(shell.read_until(keys_line)) << shell.written();
        if (end.size() == 1) {
            shell.type(end);
        } else {
            const std::size_t id = shell.written().find("id ") + 3;
            run_to_end({"sh", "-c",
                        "kill -" + end + " " +
                            shell.written().substr(id, shell.written().find(" .", id) - id)});
        }
        ASSERT_TRUE(shell.read_until("ended ")) << shell.written();
        shell.read_to_end();
        const std::vector<std::string> all = lines(shell.written());
        EXPECT_GT(all.front().size(), 20U) << all.front();
        EXPECT_EQ(all.front(), all.back()) << "after " << end;
    }
}

TEST_F(WatchKeys, CtrlCEndsItAsInOtherCommands) {
    OnTerminal lab(tree_.lab_command({"watch", "1"}));
    ASSERT_TRUE(lab.read_until(keys_line)) << lab.written();
    lab.type("\x03");
    EXPECT_EQ(lab.read_to_end(), 128 + SIGINT);
}

TEST_F(WatchKeys, ATerminalThatObeysNothingGetsPlainLines) {
    std::vector<std::string> command = tree_.lab_command({"watch", "1"});
    command.insert(command.begin(), {"/usr/bin/env", "TERM=dumb"});
    OnTerminal lab(command);
    ASSERT_TRUE(lab.read_until("\n== waiting for a save\r\n")) << lab.written();
    EXPECT_TRUE(lab.written().starts_with("== ")) << lab.written();
    EXPECT_EQ(lab.written().find('\x1b'), std::string::npos) << lab.written();
    expect_it_fits(lab);
    lab.send(SIGTERM);
    EXPECT_EQ(lab.read_to_end(), 128 + SIGTERM);
}

}  // namespace
