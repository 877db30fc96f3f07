// Each attempt gets the verdict that attempts/attempts.json declares: the judge accepts repairs
// that differ from ours, and rejects plausible ones for the right reason.

#include <cstdio>

#include "attempts.h"
#include "gate_test.h"
#include "judging.h"
#include "list.h"

namespace course {

namespace {

Complaints rejected(const Attempt& attempt) {
    const Declaration declared = declaration_of(attempt.lesson);
    const Verdict verdict = judge(attempt.lesson, attempt_module(attempt.file));
    return about_reasons(attempt.broken, declared.names(), verdict);
}

/// The judge's option for its own lesson's promises.
std::vector<std::string> how_far(const Attempt& attempt) {
    if (!attempt.deviations) return {};
    return {"--deviations", std::to_string(*attempt.deviations)};
}

/// As a solution: its own lesson's promises. That it has not spoilt what the lessons before it have
/// repaired shows in one unlucky moment.
Complaints accepted(const Attempt& attempt, const Lesson& own) {
    Complaints complaints;
    for (const Lesson& lesson : lessons()) {
        if (lesson.chapter != own.chapter || lesson.number > own.number) continue;
        const Declaration declared = declaration_of(lesson.slug);
        const bool is_own = lesson.slug == own.slug;
        const Verdict verdict =
            judge(lesson.slug, attempt_module(attempt.file), {}, is_own ? how_far(attempt) : quick);
        complaints = joined(complaints, about_solution(declared.names(), verdict));
        if (is_own) std::printf("%s\n", verdict.certificate.c_str());
    }
    return complaints;
}

}  // namespace

void register_attempts() {
    for (const Attempt& attempt : attempts()) {
        for (const Lesson& lesson : lessons()) {
            if (lesson.slug != attempt.lesson) continue;
            add_test("Gate.attempt_" + lesson.number, attempt.name, [&attempt, &lesson] {
                return attempt.accepted ? accepted(attempt, lesson) : rejected(attempt);
            });
        }
    }
}

}  // namespace course
