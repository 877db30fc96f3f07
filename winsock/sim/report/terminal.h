#pragma once

#include <cstddef>
#include <string>

#include "sim/report/trace.h"
#include "sim/report/window.h"

namespace winsock::sim {

struct TerminalOptions {
    std::size_t width = 80;  ///< columns; taken as 50 if less, as 80 if more
    bool colour = false;     ///< whoever calls has looked at NO_COLOR, and whether it is a terminal
    /// Without how the server begins, as long as nobody has come, and without a comparison.
    bool briefly = false;
};

/// What stdout is good for: its width if it is a terminal, and colour unless NO_COLOR is set.
TerminalOptions terminal_of_stdout();

/// What goes beside a failing execution. Each may be null.
struct Beside {
    const Trace* passing = nullptr;  ///< the nearest execution that passes
    const Window* window = nullptr;  ///< where the last unlucky moment makes the difference
};

/// An execution, for the eyes of a learner: one column for each actor, a line for each event, then
/// what is wrong, when it happens, and how the nearest passing execution differs. ASCII; ends with
/// the end of a line.
std::string terminal_report(const Trace& trace, const TerminalOptions& options,
                            const Beside& beside = {});

/// Only the columns: the part of terminal_report() that grows with the execution.
std::string terminal_listing(const Trace& trace, const TerminalOptions& options);

}  // namespace winsock::sim
