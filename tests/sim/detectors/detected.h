#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/search.h"

/// What the tests of the detectors share: servers/NAME.cpp, run or searched in this process.
namespace detected {

using namespace winsock::sim;

/// The server, built with zeroes on its stack, or with garbage.
const Module& module_of(const std::string& server, const std::string& contents = "zero");

/// What is found in the execution without a deviation.
std::vector<Finding> findings_of(const std::string& server, const Scenario& scenario,
                                 RuleSet rules = RuleSet::windows);

/// "detector | who | call | sentence", one line for each of these findings.
std::string lines(const std::vector<Finding>& findings);
/// As lines(), of the detectors that are asked for.
std::string lines(const std::vector<Finding>& findings, const Detectors& asked);

/// The smallest execution, with up to `deviations`, in which one of these detectors finds
/// something: its lines; "" if there is none.
std::string searched(const std::string& server, const Scenario& scenario, const Detectors& asked,
                     RuleSet rules = RuleSet::windows, unsigned deviations = 2);

/// Looks through all executions with up to 2 deviations, under all three rule sets: nothing at all
/// may be found.
void expect_nothing(const std::string& server, const Scenario& scenario, unsigned deviations = 2);

/// scenario(), with something changed about it.
template <typename Change>
Scenario scenario_with(const std::vector<std::string>& sentences, Change change) {
    Scenario changed = scenario(sentences);
    change(changed);
    return changed;
}

}  // namespace detected
