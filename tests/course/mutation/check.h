#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "list.h"
#include "mutant.h"

namespace course::mutation {

/// What is asked for.
struct Request {
    std::string solution;    ///< "03"; "" means all
    std::string line;        ///< only mutants of lines that contain this
    std::size_t sample = 0;  ///< so many of all solutions together; 0 means all
    std::uint64_t seed = 1;
    unsigned jobs = 2;
};

/// A solution and those of its mutants that are to be judged.
struct Task {
    const Lesson* lesson = nullptr;
    std::string source;
    std::vector<Mutant> mutants;
};

/// In a sample the same number of each solution, chosen by the seed, and nothing that may survive.
std::vector<Task> tasks_for(const Request& request);

/// Judges them all. Prints how it goes, and what goes wrong. True if all is well: every mutant is
/// killed or listed, and what is listed survives.
bool check(const std::vector<Task>& tasks, const Request& request, std::ostream& out);

}  // namespace course::mutation
