// ./lab step and ./lab replay: an execution step by step on a terminal, and printed where there is
// none. Which one is meant is for replay_test.cpp. The judge is that of lesson 03, in the real
// tree.
#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "fixture_tree.h"
#include "on_terminal.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

const std::string slug = "03_arrays_out_of_step";
constexpr const char* own_screen = "\x1b[?1049h";
constexpr const char* old_screen = "\x1b[?25h\x1b[?1049l";

std::vector<std::string> lab_command(const std::vector<std::string>& words) {
    std::vector<std::string> command{LAB_TOOL, "--root", SOURCE_TREE, "--build", BUILD_TREE};
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

std::vector<std::string> judge_command(const std::vector<std::string>& words) {
    std::vector<std::string> command{BUILD_TREE "/tests/lessons/judge_" + slug, "--module",
                                     BUILD_TREE "/lessons/" + slug + "/server.zero.so", "--source",
                                     SOURCE_TREE "/lessons/" + slug + "/server.cpp"};
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

/// On a terminal that can be drawn on, whatever the tests themselves run on.
std::vector<std::string> drawing(const std::vector<std::string>& command,
                                 const std::string& kind = "xterm") {
    std::vector<std::string> all{"/usr/bin/env", "-u", "NO_COLOR", "TERM=" + kind};
    all.insert(all.end(), command.begin(), command.end());
    return all;
}

/// In between two reports of how the terminal is set, says its process and its exit code.
std::vector<std::string> between_reports(const std::vector<std::string>& command) {
    return {"/bin/sh", "-c",
            "stty -g; sh -c 'echo process $$; exec \"$@\"' sh " + for_shell(command) +
                "; code=$?; echo; echo exit $code; stty -g"};
}

/// The line that begins with this, without it; the last one if there are several.
std::string line_behind(const std::string& text, const std::string& begin) {
    const std::size_t at = text.rfind("\n" + begin);
    if (at == std::string::npos) return "";
    const std::size_t from = at + 1 + begin.size();
    return text.substr(from, text.find_first_of("\r\n", from) - from);
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find_first_of("\r\n"));
}

std::string last_line(const std::string& text) {
    const std::size_t end = text.find_last_not_of("\r\n");
    return text.substr(text.find_last_of("\r\n", end) + 1, end - text.find_last_of("\r\n", end));
}

/// What was drawn last.
std::string last_frame(const OnTerminal& terminal) {
    return terminal.written().substr(terminal.written().rfind("\x1b[H"));
}

bool ends_soon(const std::string& process) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    std::error_code error;
    while (!fs::read_symlink("/proc/" + process + "/exe", error).empty()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

TEST(Step, TutorialAnExecutionIsLookedAtStepByStep) {
    OnTerminal lab(drawing(lab_command({"step", "3"})));
    ASSERT_TRUE(lab.read_until("03_arrays_out_of_step, step 1 of ")) << lab.written();
    ASSERT_TRUE(lab.read_until("? keys  q end"));
    EXPECT_NE(lab.written().find("The server calls WSAStartup(2.2)."), std::string::npos);
    lab.type("n");
    ASSERT_TRUE(lab.read_until("which returns sL."));
    lab.type("w");
    ASSERT_TRUE(lab.read_until("WRONG: out of step: eB does not belong to sC.")) << lab.written();
    lab.type("\x1b[F");
    ASSERT_TRUE(lab.read_until("Byte unread. 6 of C's 6 bytes are never read."));
    lab.type("\t");
    ASSERT_TRUE(lab.read_until("So there"));
    lab.type("q");
    EXPECT_EQ(lab.read_to_end(), 1);
    // What stays when the screen is gone.
    const std::string all = lab.written();
    const std::string left = all.substr(all.rfind(old_screen) + std::string(old_screen).size());
    EXPECT_TRUE(
        left.starts_with("EveryClientIsHeardAfterAnotherLeaves: broken\r\n"
                         "Out of step. eB does not belong to sC.\r\n"))
        << left;
    EXPECT_NE(left.find("\nReplay: 1w-"), std::string::npos) << left;
}

TEST(Step, FollowsTheSizeOfTheWindow) {
    OnTerminal judge(drawing(judge_command({"--step"})));
    ASSERT_TRUE(judge.read_until("step 1 of "));
    judge.resize({19, 60});
    ASSERT_TRUE(judge.read_until("This window is too small: 20 lines of 40 columns are"));
    judge.resize({40, 100});
    // Wide enough for the names of the network events.
    judge.type("w");
    ASSERT_TRUE(judge.read_until("mask FD_READ|FD_WRITE|FD_CLOSE")) << last_frame(judge);
    judge.type("q");
    EXPECT_EQ(judge.read_to_end(), 1);
}

TEST(Step, MarksWithTheSignAloneWhereNoColourIsWanted) {
    OnTerminal usual(drawing(judge_command({"--step"})));
    ASSERT_TRUE(usual.read_until("q end"));
    EXPECT_NE(usual.written().find("\x1b[1m>   14  WSAStartup"), std::string::npos);
    std::vector<std::string> command = drawing(judge_command({"--step"}));
    command.insert(command.begin() + 3, "NO_COLOR=1");
    OnTerminal plain(command);
    ASSERT_TRUE(plain.read_until("q end"));
    EXPECT_NE(plain.written().find("\x1b[K>   14  WSAStartup"), std::string::npos);
    EXPECT_EQ(plain.written().find("\x1b[1m"), std::string::npos);
}

// Whatever ends it. Its own exit code stays.
TEST(Step, TheTerminalIsAsBefore) {
    for (const std::string keys : {"q", "\x1b", "\x03"}) {
        OnTerminal shell(between_reports(drawing(judge_command({"--step"}))));
        ASSERT_TRUE(shell.read_until("q end")) << shell.written();
        shell.type(keys);
        EXPECT_EQ(shell.read_to_end(), 0);
        EXPECT_EQ(first_line(shell.written()), last_line(shell.written())) << shell.written();
        EXPECT_EQ(line_behind(shell.written(), "exit "), "1");
        EXPECT_NE(shell.written().find(old_screen), std::string::npos);
    }
}

TEST(Step, TheTerminalIsAsBeforeWhenASignalEndsIt) {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT}) {
        OnTerminal shell(between_reports(drawing(judge_command({"--step"}))));
        ASSERT_TRUE(shell.read_until("q end")) << shell.written();
        ASSERT_EQ(kill(std::stoi(line_behind(shell.written(), "process ")), signal), 0);
        EXPECT_EQ(shell.read_to_end(), 0);
        EXPECT_EQ(first_line(shell.written()), last_line(shell.written())) << shell.written();
        EXPECT_EQ(line_behind(shell.written(), "exit "), std::to_string(128 + signal));
        EXPECT_NE(shell.written().find(old_screen), std::string::npos);
    }
}

// Its end hangs up the terminal of everybody in the session.
TEST(Step, EndsWhenTheTerminalIsClosed) {
    OnTerminal shell(between_reports(drawing(judge_command({"--step"}))));
    ASSERT_TRUE(shell.read_until("q end")) << shell.written();
    const std::string process = line_behind(shell.written(), "process ");
    ASSERT_FALSE(fs::read_symlink("/proc/" + process + "/exe").empty());
    shell.send(SIGKILL);
    EXPECT_TRUE(ends_soon(process));
}

TEST(Step, WhereNobodyCanSeeItTheExecutionIsPrinted) {
    const Finished lab = run_to_end(drawing(lab_command({"step", "3"})));
    EXPECT_EQ(lab.exit_code, 1) << lab.errors;
    EXPECT_EQ(lab.output.find('\x1b'), std::string::npos);
    for (const char* const part :
         {"EveryClientIsHeardAfterAnotherLeaves: broken\n",
          "WRONG   out of step: eB does not belong",
          "Byte unread. 6 of C's 6 bytes are never read.", "\nReplay: 1w-"}) {
        EXPECT_NE(lab.output.find(part), std::string::npos) << part << "\n" << lab.output;
    }
    EXPECT_EQ(lab.output.find("TheOtherOfTwoIsStillHeard"), std::string::npos) << lab.output;
    OnTerminal dumb(drawing(judge_command({"--step"}), "dumb"));
    EXPECT_EQ(dumb.read_to_end(), 1);
    EXPECT_EQ(dumb.written().find('\x1b'), std::string::npos) << dumb.written();
    EXPECT_NE(dumb.screen().find("\nReplay: 1w-"), std::string::npos) << dumb.screen();
}

TEST(Step, WhatIsKeptHasNoExecutionThatFails) {
    OnTerminal judge(drawing(judge_command({"--step", "--promise", "TheLastToComeMayLeave"})));
    EXPECT_EQ(judge.read_to_end(), 0);
    EXPECT_NE(judge.screen().find("This promise is kept, so there is no execution that fails.\n"
                                  "The judge has looked at all "),
              std::string::npos)
        << judge.screen();
    EXPECT_EQ(judge.written().find(own_screen), std::string::npos);
}

TEST(Step, ASolutionKeepsEveryPromise) {
    std::vector<std::string> command = judge_command({"--step"});
    command[2] = BUILD_TREE "/solutions/" + slug + "/server.zero.so";
    const Finished judge = run_to_end(command);
    EXPECT_EQ(judge.exit_code, 0) << judge.errors;
    EXPECT_TRUE(
        judge.output.starts_with("Every promise of 03_arrays_out_of_step is kept, so there is no "
                                 "execution that\nfails. The judge has looked at all "))
        << judge.output;
}

TEST(Step, APromiseCanBeNamed) {
    const Finished lab =
        run_to_end(lab_command({"step", "3", "--promise", "WhoeverLeavesIsReleased"}));
    EXPECT_EQ(lab.exit_code, 1) << lab.errors;
    EXPECT_TRUE(lab.output.starts_with("WhoeverLeavesIsReleased: broken\n")) << lab.output;
    const Finished wrong = run_to_end(lab_command({"step", "3", "--promise", "Nobody"}));
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_NE(wrong.errors.find("has no promise \"Nobody\". It has\n  EveryClientIsHeardAfter"),
              std::string::npos)
        << wrong.errors;
}

TEST(Replay, ShowsTheExecutionThatTheJudgeHasNamed) {
    const Finished judge = run_to_end(lab_command({"judge", "3"}));
    const std::string string = line_behind(judge.output, "Replay: ");
    ASSERT_NE(string, "") << judge.output << judge.errors;
    const Finished lab = run_to_end(lab_command({"replay", string}));
    EXPECT_EQ(lab.exit_code, 1) << lab.errors;
    const std::string begin = "EveryClientIsHeardAfterAnotherLeaves: broken\n";
    EXPECT_TRUE(lab.output.starts_with(begin)) << lab.output;
    const std::string listing = lab.output.substr(0, lab.output.find("\nThe server sleeps in "));
    EXPECT_NE(judge.output.find(listing), std::string::npos) << lab.output;
    OnTerminal steps(drawing(lab_command({"replay", string, "--step"})));
    ASSERT_TRUE(steps.read_until("step 1 of ")) << steps.written();
    steps.type("q");
    EXPECT_EQ(steps.read_to_end(), 1);
}

}  // namespace
