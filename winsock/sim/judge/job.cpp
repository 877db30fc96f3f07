#include "sim/judge/job.h"

#include <algorithm>

namespace winsock::sim {

std::vector<Job> jobs_of(const Lesson& lesson, const std::vector<std::size_t>& promises,
                         const std::vector<RuleSet>& rules) {
    std::vector<Job> jobs;
    for (const std::size_t promise : promises) {
        const Promise& meant = lesson.promises[promise];
        for (const RuleSet set : meant.rule_sets) {
            if (std::find(rules.begin(), rules.end(), set) == rules.end()) continue;
            for (std::size_t scenario = 0; scenario < meant.scenarios.size(); ++scenario) {
                jobs.push_back({promise, scenario, set});
            }
        }
    }
    return jobs;
}

unsigned deviations_in(const Promise& promise, std::optional<unsigned> asked) {
    return promise.deviations == 0 ? 0 : asked.value_or(promise.deviations);
}

Detectors judged_in(const Promise& promise) {
    Detectors judged = promise.judges;
    // What ends an execution is judged always: nobody sees what would have come behind it.
    judged.insert({Detector::crash, Detector::hang, Detector::exits_early, Detector::endless_output,
                   Detector::end_swallowed, Detector::not_deterministic, Detector::array_overrun});
    return judged;
}

}  // namespace winsock::sim
