#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/judge/promise.h"

namespace winsock::sim {

/// One search: a scenario of a promise under a rule set.
struct Job {
    std::size_t promise = 0;
    std::size_t scenario = 0;
    RuleSet rules = RuleSet::windows;
};

/// All searches of these promises: of each promise, rule set by rule set, small scenarios first.
std::vector<Job> jobs_of(const Lesson& lesson, const std::vector<std::size_t>& promises,
                         const std::vector<RuleSet>& rules);

/// What a promise is judged by: the detectors that it names, and those that always judge. Whatever
/// it is about, a program that ends or breaks keeps none.
Detectors judged_in(const Promise& promise);

/// How many unlucky moments an execution of it may have: as many as are asked for, else as many as
/// it says. One about the quiet execution stays there.
unsigned deviations_in(const Promise& promise, std::optional<unsigned> asked);

/// How much is looked at.
struct Extent {
    std::optional<unsigned> deviations;  ///< instead of what a promise says, but for 0
    bool up_to_the_first = false;        ///< nothing more once a promise is broken
};

/// What came of a search.
struct JobResult {
    std::uint64_t executions = 0;
    std::uint64_t states = 0;
    bool complete = true;           ///< every execution was looked at
    std::vector<Finding> findings;  ///< empty if the promise was kept
    std::vector<Deviation> deviations;
};

}  // namespace winsock::sim
