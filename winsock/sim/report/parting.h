#pragma once

#include <cstddef>
#include <string>

#include "sim/report/trace.h"
#include "sim/report/words.h"

namespace winsock::sim {

/// How many steps two executions have in common from the beginning.
std::size_t common_steps(const Trace& one, const Trace& other);

/// How an execution ends: "the server sleeps, and nothing will wake it".
std::string ending_text(const Trace& trace);

/// A failing execution beside the nearest that passes: where both part, and how each ends.
std::string parting_text(const Trace& failing, const Trace& passing, std::size_t width,
                         const Ink& ink);

}  // namespace winsock::sim
