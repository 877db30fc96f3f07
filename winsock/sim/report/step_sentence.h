#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/trace.h"

namespace winsock::sim {

/// What happens in a step, as a sentence: "The server calls accept(sL), which returns sA."
std::string step_sentence(const Trace& trace, std::size_t place);

/// What is to be known about a step besides, a sentence each: that it is an unlucky moment, what
/// is WRONG with it, how often it comes again.
std::vector<std::string> step_notes(const Trace& trace, std::size_t place);

/// Whether a step is an unlucky moment, or something is WRONG with it. What is wrong with how the
/// execution ends is the last step's.
bool is_out_of_the_ordinary(const Trace& trace, std::size_t place);

}  // namespace winsock::sim
