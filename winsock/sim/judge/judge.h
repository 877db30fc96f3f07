#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/judge/job.h"
#include "sim/judge/worker.h"

namespace winsock::sim {

/// How far a judgement has come.
struct Progress {
    std::size_t promise = 0;   ///< of the lesson: the one that is being tried
    std::size_t searches = 0;  ///< of scenarios, under a rule set each, that are done
    std::size_t all_searches = 0;
    std::uint64_t executions = 0;  ///< begun so far, those that repeat others among them
};

struct JudgeOptions : Extent {
    /// Told some twenty times a second; may be empty.
    std::function<void(const Progress&)> meanwhile;
    std::vector<std::size_t> promises;  ///< which of the lesson's; all if empty
    std::vector<RuleSet> rules{std::begin(all_rule_sets), std::end(all_rule_sets)};
};

/// The smallest execution under one rule set in which a promise is broken.
struct Breach {
    RuleSet rules = RuleSet::windows;
    std::size_t scenario = 0;
    std::vector<Finding> findings;
    std::vector<Deviation> deviations;
    std::string replay;  ///< the replay string

    /// Its symptoms, sorted: what a trigger declares.
    std::vector<Symptom> symptoms() const;
};

/// What became of a promise.
struct PromiseVerdict {
    std::size_t promise = 0;
    std::uint64_t executions = 0;
    std::uint64_t states = 0;
    unsigned deviations = 0;       ///< up to how many were looked at
    std::size_t rule_sets = 0;     ///< how many were looked at
    bool complete = true;          ///< every execution was looked at
    std::vector<Breach> breaches;  ///< at most one for each rule set

    bool kept() const { return breaches.empty(); }
};

struct Verdict {
    std::vector<PromiseVerdict> promises;
    std::size_t left = 0;  ///< how many promises behind a broken one were not looked at

    bool kept() const;
    /// "all 109,692 distinct executions of 12 scenarios, up to 3 deviations, under 3 rule sets".
    std::string certificate(const Lesson& lesson) const;
    /// The same of one promise.
    static std::string certificate(const Lesson& lesson, const PromiseVerdict& promise);
};

/// Judges a module in processes of its own; nothing that the module does ends this one. Throws
/// ModuleError if it cannot be loaded.
Verdict judge(const Lesson& lesson, const Judged& judged, const JudgeOptions& options);

/// A promise that nothing was tried against is not kept: throws std::runtime_error.
void expect_executions(const Lesson& lesson, const Verdict& verdict);

}  // namespace winsock::sim
