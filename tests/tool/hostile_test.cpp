// A learner's program may do anything. It is built as every lesson is, judged by a real judge, and
// played; whatever it does is a verdict, and nothing of it stays behind.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "descendants.h"
#include "fixture_tree.h"

namespace {

using namespace out_of_step;

// The first lesson of the fixture, with what the real study build has made: its judge is that of
// lesson 03, its server becomes modules as there.
constexpr const char* build_file = R"(cmake_minimum_required(VERSION 3.25)
project(course_to_judge CXX)
set(OUT_OF_STEP_SANITIZE ")" SANITIZERS R"(")
include()" SOURCE_TREE R"(/cmake/OutOfStep.cmake)
add_library(winsock_sim SHARED IMPORTED)
set_target_properties(winsock_sim PROPERTIES
    IMPORTED_LOCATION )" BUILD_TREE R"(/winsock/libwinsock_sim.so
    INTERFACE_INCLUDE_DIRECTORIES )" SOURCE_TREE R"(/winsock/include)
add_library(winsock::winsock STATIC IMPORTED)
set_target_properties(winsock::winsock PROPERTIES
    IMPORTED_LOCATION )" BUILD_TREE R"(/winsock/libwinsock_posix.a
    INTERFACE_INCLUDE_DIRECTORIES )" SOURCE_TREE R"(/winsock/include)
out_of_step_program(lesson_01_first lessons/01_first/server.cpp)
add_custom_target(judge_01_first COMMAND ${CMAKE_COMMAND} -E copy_if_different
    )" BUILD_TREE R"(/tests/lessons/judge_03_arrays_out_of_step
    ${CMAKE_BINARY_DIR}/tests/lessons/judge_01_first)
)";

struct Case {
    const char* name;     ///< what it does, as tests/sim/judge/hostile.cpp calls it
    const char* verdict;  ///< the judge's
    const char* played;   ///< the scene's
};

std::ostream& operator<<(std::ostream& out, const Case& hostile) { return out << hostile.name; }

class Hostile : public testing::TestWithParam<Case> {
protected:
    Hostile() {
        tree_.write("CMakeLists.txt", build_file);
        const std::string name = GetParam().name;
        tree_.write("lessons/01_first/server.cpp", "#define " + name + " 1\n#define MISBEHAVIOUR " +
                                                       name +
                                                       "\n#include \"" HOSTILE_SOURCE "\"\n");
        tree_.configure();
    }
    void expect_verdict(const char* command, const char* words) {
        const Descendants descendants;
        const Finished lab = tree_.lab({command, "1"});
        EXPECT_EQ(lab.exit_code, 1) << lab.output << lab.errors;
        EXPECT_NE(lab.output.find(words), std::string::npos) << lab.output;
        EXPECT_EQ(lab.errors, "");
        const std::size_t broken = lab.output.find(": broken\n");  // the judge's, once
        EXPECT_EQ(lab.output.rfind(": broken\n"), broken) << lab.output;
        EXPECT_EQ(descendants.that_stay(), "") << "still there after " << command;
        EXPECT_NE(tree_.lab({"list"}).output.find("The first: begun"), std::string::npos);
    }

    const FixtureTree tree_;
};

TEST_P(Hostile, IsAVerdict) {
    expect_verdict("check", GetParam().verdict);
    expect_verdict("run", GetParam().played);
}

INSTANTIATE_TEST_SUITE_P(
    Tool, Hostile,
    testing::Values(
        Case{"exits_while_loading", "Exits early. Its process ends, with exit code 3.",
             "because the server has ended:\nexit code 3"},
        Case{"hangs_while_loading", "Hang. It does not come back to any call.",
             "it uses\nthe processor without end."},
        Case{"crashes", "Crash. A sanitizer stops it: a deadly signal.",
             "segmentation fault,\nsays AddressSanitizer."},
        Case{"hangs", "Hang. It does not come back to any call.", "The server never rests:"},
        Case{"sleeps", "Hang. It does not come back to any call.",
             "nothing will ever wake it for A."},
        Case{"exits", "Exits early. The program ends, with exit code 0.",
             "ended during the act of A: exit code 0"},
        Case{"exits_at_once", "Exits early. The program ends, with exit code 0.",
             "ended during the act of A: exit code 0"},
        Case{"exits_quickly", "Exits early. The program ends, with exit code 0.",
             "ended during the act of A: exit code 0"},
        Case{"exits_in_a_thread", "Exits early. The program ends, with exit code 0.",
             "ended during the act of A: exit code 0"},
        Case{"throws", "Crash. An exception leaves main() (nobody catches this).",
             "abort, says\nAddressSanitizer."},
        Case{"calls_itself", "Crash. A sanitizer stops it: a deadly signal.",
             "stack-overflow, says\nAddressSanitizer."},
        Case{"forks", "Exits early. The program ends, with exit code 0.",
             "ended during the act of A: exit code 0"},
        Case{"leaves_a_daemon", "Exits early. The program ends, with exit code 0.",
             "ended during the act of A: exit code 0"},
        Case{"prints_without_end", "Endless output. The program prints without end.",
             "The server never rests:"},
        Case{"writes_without_end", "Endless output. It writes to the terminal without end.",
             "The server never rests:"},
        Case{"eats_memory", "Crash. It holds 268435456 bytes and asks for 1048576 bytes more",
             "The server never rests:"},
        Case{"closes_every_descriptor", "Exits early. Its process ends, with exit code 120.",
             "ended during the act of A: exit code 0"},
        Case{"forges_a_verdict", "Exits early. It writes to descriptors that are not its own.",
             "ended during the act of A: signal 13"}),
    [](const testing::TestParamInfo<Case>& hostile) { return hostile.param.name; });

}  // namespace
