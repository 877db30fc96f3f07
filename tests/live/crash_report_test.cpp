// What is read out of a sanitizer's report. The reports are real ones, shortened.
#include <gtest/gtest.h>

#include <string>

#include "stage/crash_report.h"
#include "staged.h"

namespace {

using namespace out_of_step;

constexpr const char* source = "lessons/01_first/server.cpp";

std::string summary_of(const std::string& errors) {
    const auto report = crash_report_in(errors, source);
    return report ? report->summary() : "none";
}

// The first frame is the library's; the summary names only that.
constexpr const char* overflow =
    R"(=================================================================
==1==ERROR: AddressSanitizer: stack-buffer-overflow on address 0x7ffc7b87b798 at pc 0x7f9705647681
WRITE of size 70 at 0x7ffc7b87b798 thread T0
    #0 0x7f9705647680 in __interceptor_memset ../../../../src/interceptors.inc:799
    #1 0x5626013cd4d9 in show /home/me/course/lessons/01_first/server.cpp:98
    #2 0x5626013cd4d9 in main /home/me/course/lessons/01_first/server.cpp:140:9
    #3 0x7f9704845249 in __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58

Address 0x7ffc7b87b798 is located in stack of thread T0 at offset 72 in frame
    #0 0x5626013cd318 in main /home/me/course/lessons/01_first/server.cpp:31

SUMMARY: AddressSanitizer: stack-buffer-overflow ../../../../src/interceptors.inc:799 in memset
==1==ABORTING
)";

constexpr const char* race =
    R"(==================
WARNING: ThreadSanitizer: data race (pid=23673)
  Read of size 8 at 0x7fffffffe1a8 by main thread:
    #0 std::vector<unsigned long>::push_back(unsigned long const&) /usr/include/c++/12/stl_vector.h:1278
    #1 hand_over lessons/01_first/server.cpp:43 (server+0x5927)

  Previous write of size 8 at 0x7fffffffe1a8 by thread T1:
    #0 take_over lessons/01_first/server.cpp:60 (server+0x5afb)

SUMMARY: ThreadSanitizer: data race /usr/include/c++/12/stl_vector.h:1278 in push_back
==================
)";

TEST(CrashReport, ADataRaceIsCalledOne) {
    EXPECT_EQ(summary_of(race),
              "data race in lessons/01_first/server.cpp:43, says ThreadSanitizer.");
}

TEST(CrashReport, TutorialTheLearnersLineIsFound) {
    const auto report = crash_report_in(std::string("Listening\n") + overflow, source);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->tool, "AddressSanitizer");
    EXPECT_EQ(report->error, "stack-buffer-overflow");
    EXPECT_EQ(report->line, "lessons/01_first/server.cpp:98");
    EXPECT_EQ(report->begin, 10u);
    EXPECT_EQ(report->summary(),
              "stack-buffer-overflow in lessons/01_first/server.cpp:98, says AddressSanitizer.");
}

TEST(CrashReport, OnlyTheFirstStackIsAboutTheMistake) {
    EXPECT_EQ(summary_of(R"(==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x6020
READ of size 2 at 0x602000000010 thread T0
    #0 0x7fe960a4a730 in somewhere /usr/lib/nowhere.c:7

freed by thread T0 here:
    #1 0x56258c3107c0 in main /home/me/course/lessons/01_first/server.cpp:7
SUMMARY: AddressSanitizer: heap-use-after-free /usr/lib/nowhere.c:7 in somewhere
)"),
              "heap-use-after-free, says AddressSanitizer.");
}

TEST(CrashReport, UndefinedBehaviour) {
    EXPECT_EQ(summary_of("/home/me/course/lessons/01_first/server.cpp:144:35: runtime error: index "
                         "305 out of bounds for type 'char [256]'\n"
                         "    #0 0x5 in main /home/me/course/lessons/01_first/server.cpp:144\n\n"),
              "index 305 out of bounds for type 'char [256]' in lessons/01_first/server.cpp:144, "
              "says UndefinedBehaviorSanitizer.");
}

TEST(CrashReport, UndefinedBehaviourInsideTheLibrary) {
    EXPECT_EQ(summary_of("/usr/include/c++/12/bits/stl_vector.h:1123:34: runtime error: reference "
                         "binding to null pointer of type 'value_type'\n"
                         "    #0 0x5 in operator[] /usr/include/c++/12/bits/stl_vector.h:1123\n"
                         "    #1 0x6 in main /home/me/course/lessons/01_first/server.cpp:64\n"
                         "    #2 0x7 in _start (/home/me/server+0x1)\n\n"),
              "reference binding to null pointer of type 'value_type' in "
              "lessons/01_first/server.cpp:64, says UndefinedBehaviorSanitizer.");
}

TEST(CrashReport, ASegmentationFault) {
    const std::string errors = R"(AddressSanitizer:DEADLYSIGNAL
=================================================================
==1==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000 (pc 0x55 bp 0x7f sp 0x7f T0)
==1==The signal is caused by a WRITE memory access.
==1==Hint: address points to the zero page.
    #0 0x5595 in main /home/me/course/lessons/01_first/server.cpp:7
SUMMARY: AddressSanitizer: SEGV /home/me/course/lessons/01_first/server.cpp:7 in main
)";
    EXPECT_EQ(summary_of(errors),
              "segmentation fault in lessons/01_first/server.cpp:7, says AddressSanitizer.");
    EXPECT_EQ(crash_report_in(errors, source)->begin, 0u);
}

TEST(CrashReport, ALeakIsNotWhyItEnded) {
    EXPECT_EQ(summary_of(R"(
=================================================================
==1==ERROR: LeakSanitizer: detected memory leaks

Direct leak of 400 byte(s) in 1 object(s) allocated from:
    #0 0x7f2e90eb89cf in __interceptor_malloc ../../../../src/asan_malloc_linux.cpp:69
    #1 0x562238782782 in main /home/me/course/lessons/01_first/server.cpp:7

SUMMARY: AddressSanitizer: 400 byte(s) leaked in 1 allocation(s).
)"),
              "of its own accord; 400 byte(s) leaked in 1 allocation(s) in "
              "lessons/01_first/server.cpp:7, says AddressSanitizer.");
}

TEST(CrashReport, ThereIsNone) {
    for (const char* errors :
         {"", "\n", "Cannot use port 5000.\n", "====================\nmy own heading\n",
          "AddressSanitizer:DEADLYSIGNAL\n", "==1==ERROR: \n", "SUMMARY: ", "SUMMARY: \n"}) {
        EXPECT_EQ(summary_of(errors), "none") << errors;
    }
}

TEST(CrashReport, AnotherFilesLineIsNotTheLearners) {
    for (const char* frame : {"    #0 0x5 in main /home/me/my_lessons/01_first/server.cpp.old:7",
                              "    #0 0x5 in main /home/me/oldlessons/01_first/server.cpp:7",
                              "    #0 0x5 in main /home/me/lessons/01_first/server.cpp",
                              "    #0 0x5 in main /home/me/lessons/01_first/server.cpp:"}) {
        const auto report = crash_report_in(
            std::string("==1==ERROR: AddressSanitizer: SEGV\n") + frame + "\nSUMMARY: A: b c\n",
            source);
        ASSERT_TRUE(report);
        EXPECT_EQ(report->line, "") << frame;
    }
}

// However much the server has written before.
TEST(CrashReport, IsFoundAtTheEndOfALongText) {
    const Outcome outcome = played("is_stopped_by_a_sanitizer", {"A connects", "A says hello"});
    EXPECT_EQ(found_in(outcome), "ended of A");
    EXPECT_EQ(outcome.findings.at(0).last_words,
              "stack-buffer-overflow in server.cpp:98, says AddressSanitizer.");
    EXPECT_EQ(outcome.errors.find("one of many lines\n"), 0u);
    EXPECT_LT(outcome.errors.size(), 200'000u);
}

}  // namespace
