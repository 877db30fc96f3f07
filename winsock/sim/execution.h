#pragma once

#include <span>

#include "sim/choices.h"
#include "sim/module.h"
#include "sim/world.h"

namespace winsock::sim {

/// Runs a program's main() in the simulated world, once: from the beginning to its end, which it
/// may never reach by itself. What came of it is in World::current().
class Execution {
public:
    /// `garbage` is the same program, built so that its uninitialised variables hold garbage
    /// instead of zeroes; may be null.
    explicit Execution(const Module& module, const Module* garbage = nullptr)
        : module_(module), garbage_(garbage) {}

    void run(const Scenario& scenario, RuleSet rules, std::span<const Deviation> deviations,
             Choices::Visitor* visitor = nullptr, Recorder* recorder = nullptr) const;

    const Module& module() const { return module_; }

private:
    const Module& module_;
    const Module* garbage_;
};

/// Called by the program's exit(): ends the execution, and does not return.
[[noreturn]] void program_exits(int code);

}  // namespace winsock::sim
