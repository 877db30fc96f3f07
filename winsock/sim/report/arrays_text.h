#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/trace.h"

namespace winsock::sim {

/// The two arrays in a line: "slots", "0: sL = eL", "1: sB != eA", "total 2". A slot behind the
/// total that holds what no slot in use holds stands in parentheses. Of many slots only those that
/// differ from `before`, or do not belong together.
std::vector<std::string> slots_line(const Trace& trace, const State& now,
                                    const ArraysState* before);

/// The two arrays side by side, a line for each slot in use.
std::string slots_table(const Trace& trace, const State& state, std::size_t width);

/// Whether in some slot in use stand a socket and an event that do not belong together.
bool is_out_of_step(const State& state);

/// Whether that begins in this step.
bool parts_arrays(const Trace& trace, std::size_t place);

}  // namespace winsock::sim
