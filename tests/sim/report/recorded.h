#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/recorder.h"
#include "sim/report/window.h"
#include "sim/search.h"

namespace winsock::sim {

/// A program of the tests, with the scenario in which it is looked at.
class Subject {
public:
    /// A lesson by its slug, or a fixture by its name.
    Subject(const std::string& name, Scenario played);

    Trace record(const std::vector<Deviation>& deviations = {}) const;
    /// The recording of the execution in which, at the first place where that is possible, this
    /// happens: "A leaves", "thread 1 goes first".
    Trace record_with(const std::string& option) const;
    bool fails(std::span<const Deviation> deviations) const;

    Scenario scenario;
    RuleSet rules = RuleSet::windows;
    RecordingOptions options;
    const Execution& execution() const { return *execution_; }

private:
    std::unique_ptr<Execution> execution_;
};

/// The smallest failing execution of a lesson, with everything that stands beside it in a report.
struct Failed {
    Subject subject;
    Trace trace;
    std::optional<Trace> passing;
    std::optional<Window> window;
};

/// Searches it. These are the lessons' own first promises.
Failed lesson_01();
Failed lesson_03();
Failed lesson_04();

/// The first step of a call, of this kind; fails the test if there is none.
Step step_of(const Trace& trace, const std::string& call, Step::Kind kind = Step::Kind::call);

}  // namespace winsock::sim
