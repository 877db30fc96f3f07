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

/// Of those promises, in the judge's way or with fewer unlucky moments.
Complaints keeps(const Attempt& attempt, const std::string& lesson,
                 const std::vector<std::string>& promises,
                 const std::vector<std::string>& how = {}) {
    if (promises.empty()) return {};
    const Verdict verdict = judge(lesson, attempt_module(attempt.file), promises, how);
    std::printf("%s\n", verdict.certificate.c_str());
    return about_solution(promises, verdict);
}

Complaints keeps_its_own(const Attempt& attempt, const Declaration& declared) {
    if (!attempt.deviations) return keeps(attempt, attempt.lesson, declared.names());
    std::vector<std::string> whole;
    std::vector<std::string> less;
    for (const DeclaredPromise& promise : declared.promises) {
        (promise.deviations > *attempt.deviations ? less : whole).push_back(promise.name);
    }
    return joined(keeps(attempt, attempt.lesson, whole),
                  keeps(attempt, attempt.lesson, less,
                        {"--deviations", std::to_string(*attempt.deviations)}));
}

/// As a solution: its own lesson's promises. That it has not spoilt what the lessons before it have
/// repaired shows in one unlucky moment.
Complaints accepted(const Attempt& attempt, const Lesson& own) {
    Complaints complaints;
    for (const Lesson& lesson : lessons()) {
        if (lesson.chapter != own.chapter || lesson.number > own.number) continue;
        const Declaration declared = declaration_of(lesson.slug);
        const bool is_own = lesson.slug == own.slug;
        complaints =
            joined(complaints, is_own ? keeps_its_own(attempt, declared)
                                      : keeps(attempt, lesson.slug, declared.names(), quick));
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
