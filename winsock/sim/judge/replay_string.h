#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/choices.h"
#include "sim/judge/promise.h"
#include "sim/lasting_hash.h"
#include "sim/rules.h"

namespace winsock::sim {

/// An execution in a line: which lesson, which scenario, which rule set, and where it deviates.
///
///     1w-5f3a90c1-0d77be12-17.3.1-40.2.1
///
/// version and rule set, lesson, scenario, then point.choices.chosen for each deviation.
struct ReplayString {
    RuleSet rules = RuleSet::windows;
    std::uint32_t lesson = 0;    ///< a hash of the program
    std::uint32_t scenario = 0;  ///< a hash of the scenario
    std::vector<Deviation> deviations;

    std::string text() const;
};

/// The string is none, or belongs to something else; the text says so, and what to do.
class ReplayError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Throws ReplayError.
ReplayString parse_replay_string(const std::string& text);

/// What a replay string knows a scenario by.
std::uint32_t scenario_in_replay(const Promise& promise, const Scenario& scenario);

}  // namespace winsock::sim
