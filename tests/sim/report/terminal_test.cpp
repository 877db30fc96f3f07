// What the learner reads. The reports of lessons 01, 03 and 04 stand in golden/.
#include "sim/report/terminal.h"

#include <gtest/gtest.h>

#include <sstream>

#include "../../golden.h"
#include "recorded.h"
#include "sim/report/trace_json.h"

namespace {

using namespace winsock::sim;

std::string report(const Failed& failed, const TerminalOptions& options = {}) {
    return terminal_report(
        failed.trace, options,
        {failed.passing ? &*failed.passing : nullptr, failed.window ? &*failed.window : nullptr});
}

std::size_t longest_line(const std::string& text) {
    std::istringstream lines(text);
    std::size_t longest = 0;
    for (std::string line; std::getline(lines, line);) longest = std::max(longest, line.size());
    return longest;
}

std::string without_colour(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\x1b') {
            i = text.find('m', i);
        } else {
            plain += text[i];
        }
    }
    return plain;
}

TEST(GoldenTest, Lesson01) { expect_golden("01_nothing_arrives.txt", report(lesson_01())); }
TEST(GoldenTest, Lesson03) { expect_golden("03_arrays_out_of_step.txt", report(lesson_03())); }
TEST(GoldenTest, Lesson04) { expect_golden("04_lost_signal.txt", report(lesson_04())); }

TEST(GoldenTest, Lesson04AtSixtyColumns) {
    expect_golden("04_lost_signal_60.txt", report(lesson_04(), {60, false}));
}

TEST(GoldenTest, Lesson04AsJson) {
    expect_golden("04_lost_signal.json", to_json(lesson_04().trace));
}

TEST(GoldenTest, Threads) {
    const Subject subject("threads", scenario({"A connects", "B connects"}));
    expect_golden("threads.txt",
                  terminal_report(subject.record_with("thread 1 goes first"), {}, {}));
}

TEST(TerminalTest, FitsTheTerminal) {
    for (const Failed& failed : {lesson_01(), lesson_03(), lesson_04()}) {
        for (const std::size_t width : {50, 60, 72, 80}) {
            EXPECT_LE(longest_line(report(failed, {width, false})), width);
        }
        EXPECT_LE(longest_line(report(failed, {500, false})), 80u);
        EXPECT_LE(longest_line(report(failed, {1, false})), 50u);
    }
}

TEST(TerminalTest, ColourAddsNothingButColour) {
    for (const Failed& failed : {lesson_01(), lesson_03(), lesson_04()}) {
        const std::string plain = report(failed, {80, false});
        const std::string coloured = report(failed, {80, true});
        EXPECT_EQ(plain.find('\x1b'), std::string::npos);
        EXPECT_NE(coloured.find('\x1b'), std::string::npos);
        EXPECT_EQ(without_colour(coloured), plain);
    }
}

TEST(TerminalTest, NothingATerminalWouldObeyComesThrough) {
    const Trace trace = Subject("echo", scenario({"A connects", "A says \x1b[2J"})).record();
    const std::string text = terminal_report(trace, {});
    for (const char byte : text) EXPECT_TRUE(byte == '\n' || (byte >= ' ' && byte < 0x7F));
}

TEST(TerminalTest, AReportIsMadeOfTheRecordingAlone) {
    const Failed failed = lesson_03();
    EXPECT_EQ(terminal_report(trace_from_json(to_json(failed.trace)), {}),
              terminal_report(failed.trace, {}));
}

// Eight times 256 bytes; the last of them ends otherwise.
TEST(TerminalTest, TheSameWithOtherBytesIsNotShownAgain) {
    const Subject subject("03_arrays_out_of_step", scenario({"A connects", "A says 2048 bytes"}));
    const std::string text = terminal_report(subject.record(), {});
    std::size_t shown = 0;
    for (auto at = text.find("recv("); at != std::string::npos; at = text.find("recv(", at + 1)) {
        ++shown;
    }
    EXPECT_EQ(shown, 2U) << text;
    EXPECT_NE(text.find("... the same seven steps six times more, with other bytes"),
              std::string::npos)
        << text;
}

// Each slot is waited for by itself.
TEST(TerminalTest, TheSameForEachIsNotShownAgain) {
    const Subject subject("03_arrays_out_of_step",
                          scenario({"C1 connects", "C2 connects", "C3 connects", "C4 connects",
                                    "C5 connects", "C6 connects"}));
    const std::string text = terminal_report(subject.record(), {});
    EXPECT_NE(text.find("The script: each of C1 to C6 connects."), std::string::npos) << text;
    EXPECT_NE(text.find("... the same call four times more, 4000 ms, for eC2 to eC5"),
              std::string::npos)
        << text;
}

TEST(TerminalTest, WhatPassesSaysSo) {
    const std::string text =
        terminal_report(Subject("04_lost_signal", scenario({"A connects"})).record(), {});
    EXPECT_NE(text.find("has left nothing undone"), std::string::npos);
    EXPECT_EQ(text.find("fails"), std::string::npos);
}

TEST(TerminalTest, AnEmptyRecordingIsNoTrouble) {
    EXPECT_NE(terminal_report(Trace{}, {}), "");
    EXPECT_NE(terminal_report(Trace{}, {}, {nullptr, nullptr}), "");
}

/// Each time with the program loaded anew.
void expect_the_same_each_time(const Failed& failed) {
    const std::string first = report(failed) + to_json(failed.trace);
    const std::vector<Deviation> deviations = failed.trace.deviations();
    for (int i = 0; i < 50; ++i) {
        Subject again(failed.trace.lesson, failed.subject.scenario);
        again.options = failed.subject.options;
        const Trace trace = again.record(deviations);
        const std::string text = terminal_report(trace, {},
                                                 {failed.passing ? &*failed.passing : nullptr,
                                                  failed.window ? &*failed.window : nullptr});
        ASSERT_TRUE(text + to_json(trace) == first) << i;
    }
}

#ifndef __SANITIZE_ADDRESS__  // these take it ten times as long
TEST(SameEachTimeTest, Lesson01) { expect_the_same_each_time(lesson_01()); }
TEST(SameEachTimeTest, Lesson03) { expect_the_same_each_time(lesson_03()); }
#endif
TEST(SameEachTimeTest, Lesson04) { expect_the_same_each_time(lesson_04()); }

}  // namespace
