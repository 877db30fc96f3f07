#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/execution.h"
#include "sim/state_set.h"

namespace winsock::sim {

/// What to look for, and how far.
struct SearchOptions {
    unsigned deviations = 3;  ///< the most unlucky moments in one execution
    bool reduce = true;       ///< leave out what can only repeat something seen
    /// Where it gives up: a program that makes thousands of calls has more executions than time.
    std::uint64_t most_runs = 500'000;
    Detectors judged = all_detectors();
};

/// The smallest execution in which something is wrong.
struct Failure {
    std::vector<Deviation> deviations;
    std::vector<Finding> findings;  ///< only those of the detectors that judge
    std::uint32_t calls = 0;
};

struct SearchResult {
    std::optional<Failure> failure;
    std::uint64_t executions = 0;  ///< distinct ones, run to their end
    std::uint64_t cut_short = 0;   ///< that reached a state which had been seen
    std::uint64_t states = 0;      ///< distinct states at choice points
    bool complete = true;          ///< nothing was given up
    std::size_t bytes = 0;         ///< what the search remembered of them at most
};

/// Told which execution begins, so that it is known when the process dies in it.
class SearchObserver {
public:
    virtual ~SearchObserver() = default;
    virtual void begins(std::span<const Deviation> deviations) = 0;
};

/// Looks through the executions of one scenario under one rule set: those without a deviation, with
/// one, with two, ... A failure is the smallest there is: no execution with fewer deviations fails,
/// and among those with as many none is shorter.
///
/// Level by level, so whoever comes to a state first has most deviations left: a state that was
/// seen need not be looked at again. The same history means the same state of the program.
class Search : private Choices::Visitor {
public:
    Search(const Execution& execution, const Scenario& scenario, RuleSet rules,
           SearchOptions options, SearchObserver* observer = nullptr);

    SearchResult run();

private:
    /// An execution: its parent's deviations, and one more.
    struct Node {
        std::uint32_t parent;
        Deviation last;
    };
    /// A choice point behind the last deviation.
    struct Point {
        std::uint32_t point;
        std::uint32_t state;
        std::uint16_t choices;
    };

    bool at_free_point(std::uint32_t point, unsigned choices) override;
    std::uint32_t state_now() override;
    void run_level(std::size_t begin, std::size_t end, bool last_level);
    void run_one(std::size_t node, bool last_level);
    void note_failure();

    const Execution& execution_;
    const Scenario& scenario_;
    const RuleSet rules_;
    const SearchOptions options_;
    SearchObserver* const observer_;
    std::vector<Node> nodes_;
    std::vector<Point> points_;          // of the execution that runs
    std::vector<Deviation> deviations_;  // of the execution that runs
    StateSet seen_;
    SearchResult result_;
};

}  // namespace winsock::sim
