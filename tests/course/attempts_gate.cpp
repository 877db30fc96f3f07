// Each attempt gets the verdict that attempts/attempts.json declares: the judge accepts repairs
// that differ from ours, and rejects plausible ones for the right reason.

#include <climits>
#include <cstdio>

#include "attempts.h"
#include "gate_test.h"
#include "judging.h"
#include "list.h"

namespace course {

namespace {

Verdict judge_by_its_own(const Attempt& attempt, const Declaration& declared) {
    return judge_up_to(attempt.deviations.value_or(UINT_MAX), declared,
                       attempt_module(attempt.file));
}

Complaints rejected(const Attempt& attempt) {
    const Declaration declared = declaration_of(attempt.lesson);
    return about_reasons(attempt.broken, declared.names(), judge_by_its_own(attempt, declared));
}

Complaints kept(const std::vector<std::string>& promises, const Verdict& verdict) {
    std::printf("%s\n", verdict.certificate.c_str());
    return about_solution(promises, verdict);
}

/// As a solution: its own lesson's promises. That it has not spoilt what the lessons before it have
/// repaired shows in one unlucky moment.
Complaints accepted(const Attempt& attempt, const Lesson& own) {
    Complaints complaints;
    for (const Lesson& lesson : lessons()) {
        if (lesson.chapter != own.chapter || lesson.number > own.number) continue;
        const Declaration declared = declaration_of(lesson.slug);
        const std::vector<std::string> promises = declared.names();
        const Verdict verdict =
            lesson.slug == own.slug
                ? judge_by_its_own(attempt, declared)
                : judge(lesson.slug, attempt_module(attempt.file), promises, quick);
        complaints = joined(complaints, kept(promises, verdict));
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
