#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sim/search.h"

/// What the tests of the search share.
namespace search_test {

/// A module, by its path in the build tree without the ending: "lessons/03_.../server".
const winsock::sim::Module& module_of(const std::string& path);

/// Every program of the course that this build has: lessons, solutions, attempts (not under
/// sanitizers).
std::vector<std::string> programs_of_the_course();

/// Searches with these options under `windows`.
winsock::sim::SearchResult search(const winsock::sim::Module& module,
                                  const winsock::sim::Scenario& scenario,
                                  winsock::sim::SearchOptions options);

/// The history of the execution with these deviations.
std::uint64_t history_of(const winsock::sim::Module& module, const winsock::sim::Scenario& scenario,
                         const std::vector<winsock::sim::Deviation>& deviations);

}  // namespace search_test
