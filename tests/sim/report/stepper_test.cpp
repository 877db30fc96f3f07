// An execution step by step, as it stands on a screen. Screens of lessons 03 and 04 stand in
// golden/: 03 fails each time, 04 needs an unlucky moment.
#include "sim/report/stepper.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "../../golden.h"
#include "recorded.h"

namespace {

using namespace winsock::sim;
using Key = StepperKey;

std::string read_source(const std::string& lesson) {
    std::ifstream file(SOURCE_ROOT "/lessons/" + lesson + "/server.cpp");
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Steppable steppable(Failed failed) {
    std::string source = read_source(failed.trace.lesson);
    return {"ThePromise", std::move(failed.trace), std::move(failed.passing),
            std::move(failed.window), std::move(source)};
}

Stepper stepper_of(Trace trace) { return Stepper({"ThePromise", std::move(trace), {}, {}, ""}); }

std::string screen_of(const Stepper& stepper, std::size_t rows = 24, std::size_t columns = 60) {
    std::string text;
    for (const std::string& line : stepper.screen(rows, columns)) text += line + "\n";
    return text;
}

bool shows(const Stepper& stepper, const std::string& text) {
    return screen_of(stepper).find(text) != std::string::npos;
}

/// What stands there at first, and behind each of these keys.
std::string screens(Stepper stepper, std::size_t rows, std::size_t columns,
                    const std::vector<std::pair<const char*, Key>>& keys) {
    std::string text = screen_of(stepper, rows, columns);
    for (const auto& [name, key] : keys) {
        stepper.press(key);
        text += std::string("=== ") + name + "\n" + screen_of(stepper, rows, columns);
    }
    return text;
}

const std::vector<std::pair<const char*, Key>> without_other{
    {"next", Key::next},       {"ten on", Key::far_next}, {"special", Key::special},
    {"the other", Key::other}, {"last", Key::last},       {"keys", Key::keys}};
const std::vector<std::pair<const char*, Key>> with_other{{"special", Key::special},
                                                          {"the other", Key::other},
                                                          {"last", Key::last},
                                                          {"the other", Key::other},
                                                          {"last", Key::last}};

TEST(GoldenTest, StepsOfLesson03) {
    const Stepper stepper(steppable(lesson_03()));
    expect_golden("03_steps_24x60.txt", screens(stepper, 24, 60, without_other));
    expect_golden("03_steps_40x100.txt", screens(stepper, 40, 100, without_other));
}

TEST(GoldenTest, StepsOfLesson04) {
    const Stepper stepper(steppable(lesson_04()));
    expect_golden("04_steps_24x60.txt", screens(stepper, 24, 60, with_other));
    expect_golden("04_steps_40x100.txt", screens(stepper, 40, 100, with_other));
}

/// As many lines as there are, none too long, nothing that a terminal would obey; and whatever else
/// has no room, what happens is said, and so are the keys.
void expect_fits(const Stepper& stepper, std::size_t rows, std::size_t columns) {
    const std::vector<std::string> lines = stepper.screen(rows, columns);
    ASSERT_EQ(lines.size(), rows);
    bool says_something = false;
    for (std::size_t i = 0; i < rows; ++i) {
        ASSERT_LE(lines[i].size(), std::min<std::size_t>(columns, 100)) << lines[i];
        for (const char byte : lines[i]) ASSERT_TRUE(byte >= ' ' && byte < 0x7F) << lines[i];
        // Behind the title and a blank line.
        says_something = says_something || (i > 2 && lines[i - 1].empty() && !lines[i].empty() &&
                                            !lines[i].starts_with("-- "));
    }
    EXPECT_TRUE(says_something) << screen_of(stepper, rows, columns);
    EXPECT_TRUE(lines.back().starts_with("right next") || lines.back().starts_with("n next"))
        << lines.back();
}

void expect_fits_everywhere(Stepper stepper, std::size_t steps) {
    for (std::size_t i = 0; i < steps; ++i) {
        for (const std::size_t rows : {20, 24, 27, 40, 90}) {
            for (const std::size_t columns : {40, 41, 60, 80, 100, 300}) {
                ASSERT_NO_FATAL_FAILURE(expect_fits(stepper, rows, columns));
            }
        }
        stepper.press(Key::next);
    }
}

TEST(StepperTest, FitsEveryScreen) {
    expect_fits_everywhere(Stepper(steppable(lesson_01())), 25);
    expect_fits_everywhere(Stepper(steppable(lesson_04())), 23);
}

TEST(StepperTest, FitsEveryScreenWhereManyActAndWhereThreadsDo) {
    std::vector<std::string> script;
    for (int i = 1; i <= 12; ++i) script.push_back("C" + std::to_string(i) + " connects");
    script.emplace_back("C3 says \x1b[2J");
    script.emplace_back("C1 leaves");
    Stepper crowd({"ThePromise",
                   Subject("03_arrays_out_of_step", scenario(script)).record(),
                   {},
                   {},
                   read_source("03_arrays_out_of_step")});
    crowd.press(Key::last);
    for (int i = 0; i < 3; ++i) crowd.press(Key::far_back);
    expect_fits_everywhere(crowd, 30);
    const Subject threads("threads", scenario({"A connects", "B connects"}));
    expect_fits_everywhere(stepper_of(threads.record_with("thread 1 goes first")), 20);
}

TEST(StepperTest, OfManySlotsThoseThatDifferAreShown) {
    std::vector<std::string> script;
    for (int i = 1; i <= 12; ++i) script.push_back("C" + std::to_string(i) + " connects");
    script.emplace_back("C11 leaves");
    Stepper stepper = stepper_of(Subject("03_arrays_out_of_step", scenario(script)).record());
    stepper.press(Key::last);
    EXPECT_TRUE(shows(stepper, "\n11: sC12 != eC11  12 others with =  total 12\n"))
        << screen_of(stepper);
}

TEST(StepperTest, SaysWhenTheWindowIsTooSmall) {
    const Stepper stepper(steppable(lesson_03()));
    for (const auto& [rows, columns] :
         {std::pair<std::size_t, std::size_t>{19, 60}, {24, 39}, {5, 30}, {1, 1}}) {
        const std::vector<std::string> lines = stepper.screen(rows, columns);
        ASSERT_EQ(lines.size(), rows);
        for (const std::string& line : lines) EXPECT_LE(line.size(), columns);
    }
    EXPECT_NE(screen_of(stepper, 19, 60).find("This window is too small: 20 lines of 40 columns"),
              std::string::npos);
    EXPECT_EQ(screen_of(stepper, 20, 40).find("too small"), std::string::npos);
}

TEST(StepperTest, MovesAndStopsAtBothEnds) {
    Stepper stepper(steppable(lesson_03()));
    stepper.press(Key::back);
    EXPECT_EQ(stepper.place(), 0U);
    EXPECT_TRUE(shows(stepper, "This is the first step."));
    stepper.press(Key::next);
    EXPECT_EQ(stepper.place(), 1U);
    EXPECT_FALSE(shows(stepper, "This is the first step."));
    stepper.press(Key::far_next);
    EXPECT_EQ(stepper.place(), 11U);
    stepper.press(Key::back);
    stepper.press(Key::far_back);
    EXPECT_EQ(stepper.place(), 0U);
    stepper.press(Key::last);
    const std::size_t last = stepper.place();
    EXPECT_GT(last, 50U);
    stepper.press(Key::far_next);
    EXPECT_EQ(stepper.place(), last);
    EXPECT_TRUE(shows(stepper, "This is the last step."));
    stepper.press(Key::first);
    EXPECT_EQ(stepper.place(), 0U);
}

TEST(StepperTest, SpecialAreUnluckyMomentsWhatIsWrongAndTheEnd) {
    Stepper stepper(steppable(lesson_03()));
    stepper.press(Key::special);
    EXPECT_TRUE(shows(stepper, "WRONG: out of step: eB does not belong to sC."));
    stepper.press(Key::special);
    EXPECT_TRUE(shows(stepper, "Byte unread. 6 of B's 6 bytes are never read."));
    stepper.press(Key::special);
    EXPECT_TRUE(shows(stepper, "Behind this step there is no unlucky moment"));
    Stepper unlucky(steppable(lesson_04()));
    unlucky.press(Key::special);
    EXPECT_TRUE(shows(unlucky, "A leaves.\nEARLY: an unlucky moment."));
}

TEST(StepperTest, ThePassingExecutionIsShownAtTheSamePlace) {
    Stepper stepper(steppable(lesson_04()));
    stepper.press(Key::far_next);
    stepper.press(Key::other);
    EXPECT_TRUE(stepper.shows_passing());
    EXPECT_EQ(stepper.place(), 10U);
    EXPECT_TRUE(shows(stepper, "This one PASSES, with one unlucky moment fewer. Up to step"));
    stepper.press(Key::other);
    EXPECT_FALSE(stepper.shows_passing());
    EXPECT_EQ(stepper.place(), 10U);
    // Behind the unlucky moment, which the other does not have.
    stepper.press(Key::special);
    stepper.press(Key::next);
    const std::size_t reset = stepper.place();
    EXPECT_TRUE(shows(stepper, "The server calls WSAResetEvent(eA)."));
    EXPECT_TRUE(shows(stepper, "This one FAILS. From step"));
    stepper.press(Key::other);
    EXPECT_TRUE(shows(stepper, "The server calls WSAResetEvent(eA)."));
    EXPECT_EQ(stepper.place(), reset - 1);
    stepper.press(Key::other);
    EXPECT_EQ(stepper.place(), reset);
}

// The passing one is longer or shorter: whoever only looks over comes back to where it was.
TEST(StepperTest, LookingAtTheOtherAndBackLosesNoPlace) {
    Stepper stepper(steppable(lesson_04()));
    for (bool moves = true; moves;) {
        const std::size_t here = stepper.place();
        stepper.press(Key::other);
        stepper.press(Key::other);
        ASSERT_EQ(stepper.place(), here);
        stepper.press(Key::next);
        moves = stepper.place() != here;
    }
}

TEST(StepperTest, WithoutAPassingExecutionItSaysWhy) {
    Stepper stepper(steppable(lesson_03()));
    stepper.press(Key::other);
    EXPECT_FALSE(stepper.shows_passing());
    EXPECT_TRUE(shows(stepper, "It needs no unlucky moment: it happens while nobody hurries."));
    Stepper passes = stepper_of(Subject("04_lost_signal", scenario({"A connects"})).record());
    EXPECT_TRUE(shows(passes, "This execution passes."));
    passes.press(Key::other);
    EXPECT_TRUE(shows(passes, "There is no other."));
}

TEST(StepperTest, TheKeysAreShownUntilTheNextOne) {
    Stepper stepper(steppable(lesson_03()));
    const std::string before = screen_of(stepper);
    stepper.press(Key::keys);
    EXPECT_TRUE(shows(stepper, "PgDn  PgUp"));
    stepper.press(Key::next);
    EXPECT_EQ(screen_of(stepper), before);
}

TEST(StepperTest, WhatIsNotRecordedIsCounted) {
    Trace trace = lesson_03().trace;
    trace.repetitions = {{2, 3, 1997}, {7, 1, 1}};
    trace.left_out = 12;
    Stepper stepper = stepper_of(trace);
    for (int i = 0; i < 4; ++i) {
        EXPECT_FALSE(shows(stepper, "times more"));
        stepper.press(Key::next);
    }
    EXPECT_TRUE(shows(stepper, "These 3 steps, of which this is the last, came 1997 times\nmore."))
        << screen_of(stepper);
    for (int i = 0; i < 3; ++i) stepper.press(Key::next);
    EXPECT_TRUE(shows(stepper, "This step came once more.")) << screen_of(stepper);
    stepper.press(Key::last);
    EXPECT_TRUE(shows(stepper, "Left out behind this one: 12 steps.")) << screen_of(stepper);
}

TEST(StepperTest, ThousandsOfStepsAreNoTrouble) {
    Trace trace = lesson_04().trace;
    const std::vector<Step> steps = trace.steps;
    for (int i = 0; i < 200; ++i) trace.steps.insert(trace.steps.end(), steps.begin(), steps.end());
    const std::size_t size = trace.steps.size();
    Stepper stepper = stepper_of(std::move(trace));
    stepper.press(Key::last);
    EXPECT_EQ(stepper.place(), size - 1);
    expect_fits_everywhere(stepper, 1);
}

TEST(StepperTest, AnEmptyRecordingIsNoTrouble) {
    Stepper stepper = stepper_of({});
    for (const Key key : {Key::next, Key::special, Key::other, Key::last, Key::back}) {
        stepper.press(key);
        EXPECT_TRUE(shows(stepper, "No step was recorded."));
    }
}

}  // namespace
