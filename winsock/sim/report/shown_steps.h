#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/trace.h"

namespace winsock::sim {

/// Steps that are shown one after the other, and what is said about those left out behind them.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;   ///< the first that is not shown
    std::string left_out;  ///< a sentence; "" if nothing is left out
};

/// Which steps of an execution a page shows: all, unless they are so many that nobody would look
/// at them. Then of what comes again and again, with other names or numbers, the first and the last
/// time; and if that is still too much, the beginning, the end, and what is out of the ordinary in
/// between.
std::vector<Stretch> shown_steps(const Trace& trace);

}  // namespace winsock::sim
