// The promises of the course over real TCP sockets, judged from outside the program.
//
//     live_test --course lessons/course.json --programs BUILD [--runner tests/wine/run]
//
// One test for each program and promise: lesson_03_arrays_out_of_step.EveryClientIsHeard... must
// show its declared symptom and nothing else, solution_03_arrays_out_of_step.EveryClient... none.
// solution_04_lost_signal.03_EveryClientIsHeard...: what lesson 03 promises, later solutions keep.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "course.h"
#include "stage/stage.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

struct Options {
    fs::path course;
    fs::path programs;
    std::string runner;
};

using Symptoms = std::vector<Promise::Symptom>;

std::string described(const Symptoms& symptoms) {
    if (symptoms.empty()) return "nothing";
    std::string text;
    for (const auto& [kind, client] : symptoms) {
        text += (text.empty() ? "" : ", ") + name_of(kind) + " of " + client;
    }
    return text;
}

Symptoms symptoms_in(const Outcome& outcome) {
    Symptoms symptoms;
    for (const Finding& finding : outcome.findings) {
        symptoms.emplace_back(finding.kind, finding.client);
    }
    std::sort(symptoms.begin(), symptoms.end());
    return symptoms;
}

// A program, which is a lesson's or its solution, and a promise, which may be an earlier
// lesson's.
struct Case {
    const Lesson* program;
    bool solution;
    const Lesson* lesson;
    const Promise* promise;
};

class PromiseTest : public testing::Test {
public:
    PromiseTest(const Options& options, const Case& test) : case_(test) {
        const bool cross = !options.runner.empty();
        if (cross) staging_.command.push_back(options.runner);
        fs::path program = options.programs / source_of(*test.program, test.solution);
        program.replace_extension();
#ifdef _WIN32
        program += ".exe";
#else
        if (cross) program += ".exe";
#endif
        staging_.command.push_back(program.string());
        staging_.under_wine = cross;
        staging_.mark_what_is_said = true;
    }

    void TestBody() override {
        ASSERT_TRUE(fs::exists(staging_.command.back()))
            << staging_.command.back() << " is not there: build it first.";
        staging_.arguments = case_.promise->arguments;
        const Outcome outcome = play(scene_of(*case_.lesson, *case_.promise), staging_);
        const Symptoms expected = case_.solution ? Symptoms() : case_.promise->symptoms;
        EXPECT_EQ(described(symptoms_in(outcome)), described(expected));
        for (const Finding& finding : outcome.findings) {
            EXPECT_NE(finding.proof, Finding::Proof::deadline)
                << "Nothing proves that " << name_of(finding.kind) << " of " << finding.client
                << " was not about to end.";
        }
        if (HasFailure()) explain(outcome);
    }

private:
    static void explain(const Outcome& outcome) {
        for (const std::string& sentence : sentences_about(outcome.findings)) {
            std::printf("%s\n", sentence.c_str());
        }
        std::printf("The program printed:\n%s\n", outcome.printed.c_str());
        std::printf("and to stderr:\n%s\n", outcome.errors.c_str());
    }

    Case case_;
    Staging staging_;
};

void register_test([[maybe_unused]] const Options& options, const Case& test) {
    const std::string suite = (test.solution ? "solution_" : "lesson_") + test.program->slug;
    const bool own = test.program == test.lesson;
    const std::string name = (own ? "" : test.lesson->number + "_") + test.promise->name;
#ifndef __clang_analyzer__  // it takes the tests, which GoogleTest keeps, for a leak
    testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&options, test] { return new PromiseTest(options, test); });
#endif
}

void register_tests(const Options& options, const Course& course) {
    const std::string where = options.runner.empty() ? "native" : "wine";
    for (const Lesson& lesson : course.lessons) {
        for (const Promise& promise : lesson.live) {
            const auto& on = promise.on;
            if (std::find(on.begin(), on.end(), where) == on.end()) continue;
            register_test(options, {&lesson, false, &lesson, &promise});
            register_test(options, {&lesson, true, &lesson, &promise});
            // A chapter is one program that is repaired step by step: what was promised once holds
            // from then on.
            for (const Lesson* later = &lesson + 1;
                 later <= &course.lessons.back() && later->chapter == lesson.chapter; ++later) {
                register_test(options, {later, true, &lesson, &promise});
            }
        }
    }
}

bool parse(int argc, char* argv[], Options& options) {
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i];
        if (name == "--course")
            options.course = argv[i + 1];
        else if (name == "--programs")
            options.programs = argv[i + 1];
        else if (name == "--runner")
            options.runner = argv[i + 1];
        else
            return false;
    }
    return argc % 2 == 1 && !options.course.empty() && !options.programs.empty();
}

int run(int argc, char* argv[]) {
    testing::InitGoogleTest(&argc, argv);
    Options options;
    if (!parse(argc, argv, options)) {
        std::fputs("usage: live_test --course FILE --programs BUILD [--runner PROGRAM]\n", stderr);
        return 2;
    }
    const Course course = read_course(options.course);
    register_tests(options, course);
    const int result = RUN_ALL_TESTS();
    const auto* unit = testing::UnitTest::GetInstance();
    if (!testing::GTEST_FLAG(list_tests) && unit->test_to_run_count() == 0) {
        std::fputs("No test was meant: course.json has no such promise.\n", stderr);
        return 2;
    }
    return result;
}

}  // namespace

int main(int argc, char* argv[]) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "live_test: %s\n", error.what());
        return 2;
    }
}
