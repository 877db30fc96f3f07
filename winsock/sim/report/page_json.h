#pragma once

#include <optional>
#include <string>

#include "sim/report/trace.h"
#include "sim/report/window.h"

namespace winsock::sim {

/// What a page shows of a promise.
struct Shown {
    std::string promise;   ///< its name
    std::string sentence;  ///< what it promises
    std::string outcome;   ///< of one that is kept what was looked at; else when it is broken
    std::string replay;    ///< the replay string of what is shown
    Trace trace;
    std::optional<Trace> passing;  ///< the nearest execution that passes
    std::optional<Window> window;
    std::string source;  ///< the program
};

/// As JSON, as docs/pages/trace_format.md describes it: complete sentences, the first state and
/// then what changes from step to step. The same executions always give the same bytes.
std::string page_json(const Shown& what);

}  // namespace winsock::sim
