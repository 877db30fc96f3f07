#pragma once

#include <optional>
#include <vector>

#include "sim/judge/worker.h"
#include "sim/report/trace.h"
#include "sim/report/window.h"

namespace winsock::sim {

/// One execution of a promise's scenario.
struct Seen {
    const Promise& promise;
    std::size_t scenario = 0;
    RuleSet rules = RuleSet::windows;
    std::vector<Deviation> deviations;
    bool hangs = false;  ///< that is known already, so nobody has to wait for it as long again
};

/// What was seen: the execution, recorded; the nearest one that passes, which has one deviation
/// fewer; and the window in which that deviation makes the difference.
struct Witness {
    Trace trace;
    std::optional<Trace> passing;  ///< nothing if the execution passes, or fails without luck
    std::optional<Window> window;

    bool fails() const { return !trace.findings.empty(); }
};

/// Runs the execution again, and those around it, each in a process of its own. Where the program
/// does not live to its end, the recording ends with the call that it did not come back from.
/// Of `options`, what is judged is the promise's business. Throws ModuleError.
Witness witness(const Judged& judged, const Seen& seen, const RecordingOptions& options);

}  // namespace winsock::sim
