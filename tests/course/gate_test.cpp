// The gate: every lesson breaks exactly its declared triggers, for the declared reasons, and every
// solution keeps its promises and those of the lessons before it.
//
// One test each, so that ctest runs every trigger alone in its own process:
//
//     Gate.lesson_03.<trigger>                the lesson breaks it as declared, the solution not
//     Gate.lesson_03.NothingIsUnlisted        all promises; course.json; tests/lessons
//     Gate.lesson_03.TheOrderDoesNotMatter    in one process, shuffled: the verdicts are the same
//     Gate.solution_04.KeepsItsPromises       with its certificate
//     Gate.solution_04.KeepsThoseOfLesson_03
//     Gate.attempt_03.swap_with_last          see attempts_gate.cpp
//     Gate.chapter_A.IsAStaircase             see matrix_gate.cpp

#include "gate_test.h"

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "judging.h"
#include "list.h"

namespace course {

namespace {

/// A sanitizer makes the judge several times slower. What a solution does in a third unlucky moment
/// is tried without.
#if defined(__SANITIZE_ADDRESS__)
constexpr unsigned most = 2;
#else
constexpr unsigned most = UINT_MAX;
#endif

/// A test is a function that complains.
class GateTest : public testing::Test {
public:
    explicit GateTest(Body body) : body_(std::move(body)) {}
    void TestBody() override {
        try {
            for (const std::string& complaint : body_()) ADD_FAILURE() << complaint;
        } catch (const CannotJudge& error) {
            ADD_FAILURE() << error.what();
        }
    }

private:
    Body body_;
};

/// Of the verdict, what it says of this promise.
Verdict about(const std::string& promise, Verdict verdict) {
    std::erase_if(verdict.promises, [&](const auto& judged) { return judged.name != promise; });
    return verdict;
}

/// The lesson by this promise alone; the solution has been judged by all of them, and need not be
/// judged again.
Complaints trigger_alone(const Lesson& lesson, const std::string& trigger) {
    const Declaration declared = declaration_of(lesson.slug);
    const Verdict broken = judge(lesson.slug, lesson_module(lesson.slug), {trigger});
    const Verdict kept = about(trigger, judge(lesson.slug, solution_module(lesson.slug)));
    return joined(about_lesson(declared, {trigger}, broken),
                  about_list({trigger}, {lesson.slug, {*declared.find(trigger)}}),
                  about_solution({trigger}, kept));
}

Complaints nothing_is_unlisted(const Lesson& lesson) {
    const Declaration declared = declaration_of(lesson.slug);
    const Verdict verdict = judge(lesson.slug, lesson_module(lesson.slug));
    return joined(about_list(lesson.triggers, declared),
                  about_lesson(declared, declared.names(), verdict));
}

/// OUT_OF_STEP_SEED tries another order.
unsigned seed() {
    const char* const chosen = std::getenv("OUT_OF_STEP_SEED");  // NOLINT(concurrency-mt-unsafe)
    return chosen != nullptr ? static_cast<unsigned>(std::strtoul(chosen, nullptr, 10)) : 1;
}

Complaints order_does_not_matter(const Lesson& lesson) {
    std::vector<std::string> order = declaration_of(lesson.slug).names();
    std::mt19937 random(seed());
    // Not std::shuffle, whose order is each library's own.
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    std::printf("seed %u (OUT_OF_STEP_SEED tries another):", seed());
    for (const std::string& name : order) std::printf(" %s", name.c_str());
    std::printf("\n");

    Complaints complaints;
    for (const Module& module : {lesson_module(lesson.slug), solution_module(lesson.slug)}) {
        const Verdict together = judge(lesson.slug, module, order, quick);
        complaints = joined(complaints, about_what_was_judged(order, together));
        for (const std::string& name : order) {
            const Verdict alone = judge(lesson.slug, module, {name}, quick);
            if (together.find(name) == nullptr || alone.find(name) == nullptr) continue;
            if (*together.find(name) == *alone.find(name)) continue;
            complaints.push_back(name + " has another verdict alone than behind others, on " +
                                 module.module.string());
        }
    }
    return complaints;
}

Complaints solution_keeps(const Lesson& solution, const Lesson& lesson) {
    const Declaration declared = declaration_of(lesson.slug);
    const Verdict verdict = judge_up_to(most, declared, solution_module(solution.slug));
    if (!verdict.certificate.empty()) std::printf("%s\n", verdict.certificate.c_str());
    return about_solution(declared.names(), verdict);
}

void register_lessons() {
    for (const Lesson& lesson : lessons()) {
        const std::string suite = "Gate.lesson_" + lesson.number;
        for (const std::string& trigger : lesson.triggers) {
            add_test(suite, trigger, [&lesson, trigger] { return trigger_alone(lesson, trigger); });
        }
        add_test(suite, "NothingIsUnlisted", [&lesson] { return nothing_is_unlisted(lesson); });
        add_test(suite, "TheOrderDoesNotMatter", [&] { return order_does_not_matter(lesson); });
    }
}

void register_solutions() {
    for (const Lesson& solution : lessons()) {
        const std::string suite = "Gate.solution_" + solution.number;
        for (const Lesson& lesson : lessons()) {
            if (lesson.chapter != solution.chapter || lesson.number > solution.number) continue;
            const std::string name = lesson.number == solution.number
                                         ? "KeepsItsPromises"
                                         : "KeepsThoseOfLesson_" + lesson.number;
            add_test(suite, name, [&] { return solution_keeps(solution, lesson); });
        }
    }
}

}  // namespace

Complaints joined(Complaints all, const Complaints& more, const Complaints& still_more) {
    all.insert(all.end(), more.begin(), more.end());
    all.insert(all.end(), still_more.begin(), still_more.end());
    return all;
}

void add_test(const std::string& suite, const std::string& name, const Body& body) {
#ifndef __clang_analyzer__  // it takes the tests, which GoogleTest keeps, for a leak
    testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [body] { return new GateTest(body); });
#endif
}

}  // namespace course

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    course::register_lessons();
    course::register_solutions();
    course::register_attempts();
    course::register_matrix();
    const int result = RUN_ALL_TESTS();
    const auto* unit = testing::UnitTest::GetInstance();
    if (!testing::GTEST_FLAG(list_tests) && unit->test_to_run_count() == 0) {
        std::fputs("No test was meant: CMake has to read course.json again.\n", stderr);
        return 2;
    }
    return result;
}
