// A lesson that measures: it has no program, so there is nothing to repair, and it is done once it
// was run to its end. Its runner here only says how it was called.
#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "fixture_tree.h"
#include "on_terminal.h"

namespace {

using namespace out_of_step;

constexpr const char* third = R"(,
    { "number": "03", "slug": "03_third", "title": "The third", "chapter": "B", "kind": "measure",
      "detour": false, "hints": ["Predict.", "Compare."] }
  ]
})";

constexpr const char* presets = R"({
  "version": 6,
  "configurePresets": [ { "name": "release", "generator": ")" CMAKE_GENERATOR_HERE R"(",
    "binaryDir": "${sourceDir}/release",
    "cacheVariables": { "CMAKE_CXX_COMPILER": ")" CMAKE_CXX_COMPILER_HERE R"(" } } ]
})";

constexpr const char* build_of_the_runner = R"(
add_executable(measure_03_third measure.cpp)
set_target_properties(measure_03_third PROPERTIES
    OUTPUT_NAME third RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/bench)
)";

// `then` is what it does when it has said how it was called.
std::string runner(const std::string& then) {
    return "#include <csignal>\n#include <cstdio>\n#include <unistd.h>\n"
           "volatile std::sig_atomic_t asked = 0;\n"
           "int main(int argc, char** argv) {\n"
           "    std::signal(SIGINT, [](int) { asked = 1; });\n"
           "    for (int i = 1; i < argc; ++i) std::printf(\"%s\\n\", argv[i]);\n"
           "    std::fflush(stdout);\n    " +
           then + "\n}\n";
}

class Measure : public testing::Test {
protected:
    Measure() {
        std::string course = tree_.read("lessons/course.json");
        course.resize(course.rfind("\n  ]"));
        tree_.write("lessons/course.json", course + third);
        tree_.write("CMakePresets.json", presets);
        tree_.write("CMakeLists.txt", tree_.read("CMakeLists.txt") + build_of_the_runner);
        tree_.write("measure.cpp", runner("return 0;"));
    }

    bool is_done() const {
        return tree_.lab({"list"}).output.find("03  The third (a measurement): done") !=
               std::string::npos;
    }

    std::string in_release(const std::string& path) const {
        return (tree_.root() / "release" / path).string();
    }

    FixtureTree tree_;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_F(Measure, Tutorial) {
    EXPECT_FALSE(is_done());
    const Finished run = tree_.lab({"run", "3"});
    EXPECT_EQ(run.exit_code, 0) << run.output << run.errors;
    EXPECT_TRUE(run.output.starts_with("Lesson 03: The third\n")) << run.output;
    EXPECT_TRUE(has(run.output, "--output\n" + in_release("measured/03_third") + "\n"));
    EXPECT_TRUE(has(run.output, "--server\n" + in_release("solutions/02_second/server") + "\n"))
        << run.output;
    EXPECT_TRUE(has(run.output, "server=the solution of lesson 02\n"));
    EXPECT_TRUE(has(run.output, "command=./lab run 03\n"));
    EXPECT_TRUE(has(run.output, "solutions/03_third/README.md")) << run.output;
    EXPECT_TRUE(is_done());
}

TEST_F(Measure, TakesTheLearnersOwnServerOnceThatIsDone) {
    tree_.note("02_second", Progress::Seen::kept);
    const Finished run = tree_.lab({"run", "3"});
    EXPECT_TRUE(has(run.output, "--server\n" + in_release("lessons/02_second/server") + "\n"))
        << run.output << run.errors;
    EXPECT_TRUE(has(run.output, "server=your server of lesson 02\n"));
    const Finished solution = tree_.lab({"run", "3", "--solution"});
    EXPECT_TRUE(has(solution.output, "server=the solution of lesson 02\n")) << solution.output;
    EXPECT_TRUE(has(solution.output, "command=./lab run 03 --solution\n"));
}

TEST_F(Measure, AServerThatDoesNotCompileIsMissingAndSaysSo) {
    tree_.write("solutions/02_second/server.cpp", "this is no program\n");
    const Finished run = tree_.lab({"run", "3"});
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    EXPECT_TRUE(has(run.output, "--no-server\nthe solution of lesson 02 does not compile\n"))
        << run.output;
    EXPECT_TRUE(has(run.output, "could not be built, so it is not")) << run.output;
}

TEST_F(Measure, AQuickRunIsNotTheWhole) {
    const Finished run = tree_.lab({"run", "3", "--quick"});
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    EXPECT_TRUE(has(run.output, in_release("measured/03_third_quick") + "\n")) << run.output;
    EXPECT_TRUE(has(run.output, "\n--quick\n")) << run.output;
    EXPECT_TRUE(has(run.output, "The whole is ./lab run 03\n")) << run.output;
    EXPECT_TRUE(has(tree_.lab({"run", "3", "--quick", "--solution"}).output,
                    "The whole is ./lab run 03 --solution\n"));
    EXPECT_FALSE(is_done());
}

TEST_F(Measure, ARunThatFailsIsNotDone) {
    tree_.write("measure.cpp", runner("return 2;"));
    EXPECT_EQ(tree_.lab({"run", "3"}).exit_code, 2);
    EXPECT_FALSE(is_done());
    tree_.write("measure.cpp", "this is no program\n");
    const Finished broken = tree_.lab({"run", "3"});
    EXPECT_EQ(broken.exit_code, 2);
    EXPECT_TRUE(has(broken.errors, "measure_03_third could not be built")) << broken.errors;
}

TEST_F(Measure, ThereIsNothingToRepair) {
    for (const char* command : {"check", "watch", "step", "diff", "reset", "judge"}) {
        const Finished refused = tree_.lab({command, "3"});
        EXPECT_EQ(refused.exit_code, 2) << command;
        EXPECT_TRUE(has(refused.errors, "There is nothing to repair in lesson 03"))
            << refused.errors;
        EXPECT_TRUE(has(refused.errors, "./lab run 03")) << refused.errors;
    }
}

TEST_F(Measure, WhatMakesNoSenseIsRefused) {
    EXPECT_TRUE(has(tree_.lab({"run", "3", "--port", "4567"}).errors, "each on a"));
    for (const char* option : {"--quick", "--wine"}) {
        const Finished refused = tree_.lab({"run", "1", option});
        EXPECT_EQ(refused.exit_code, 2);
        EXPECT_TRUE(has(refused.errors, "are for a lesson that measures")) << refused.errors;
    }
}

TEST_F(Measure, TheLastHintLeadsToWhatCameOut) {
    EXPECT_TRUE(has(tree_.lab({"hint", "3"}).output, "Hint 1 of 2\nPredict.\n"));
    const std::string last = tree_.lab({"hint", "3"}).output;
    EXPECT_TRUE(has(last, "solutions/03_third/README.md")) << last;
    EXPECT_FALSE(has(last, "./lab diff")) << last;
}

TEST_F(Measure, WhereYouAreSaysThatYouMeasure) {
    tree_.note("01_first", Progress::Seen::kept);
    tree_.note("02_second", Progress::Seen::kept);
    const std::string here = tree_.lab({}).output;
    EXPECT_TRUE(has(here, "Next: lesson 03, The third.\nHere you measure.")) << here;
    EXPECT_TRUE(has(here, "./lab run 03")) << here;
    EXPECT_FALSE(has(here, "server.cpp")) << here;
}

// Ctrl-C reaches the runner, which keeps what it has; then the command ends by the same signal.
TEST_F(Measure, InterruptedItWaitsUntilTheRunnerHasKeptWhatItHas) {
    tree_.write("measure.cpp", runner("std::puts(\"measures\"); std::fflush(stdout);\n"
                                      "    while (!asked) pause();\n"
                                      "    std::puts(\"has kept it\");\n    return 130;"));
    OnTerminal lab(tree_.lab_command({"run", "3"}));
    ASSERT_TRUE(lab.read_until("measures")) << lab.written();
    lab.send(SIGINT);
    EXPECT_EQ(lab.read_to_end(), 128 + SIGINT);
    EXPECT_TRUE(has(lab.written(), "has kept it")) << lab.written();
    EXPECT_FALSE(is_done());
}

}  // namespace
