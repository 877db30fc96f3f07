// What a run shows on a terminal: 60 columns, where there are at most seven sizes.
#pragma once

#include <string>

#include "figures.h"

namespace twelve_hundred {

// All models with so many connections, so many of them active.
std::string rates_table(const Figures& figures, int connections, int active);

// Thousands of echoes per second of all models with all sizes; then slowest echoes, 64 active.
std::string rates_summary(const Figures& figures, bool all);
std::string slowest_summary(const Figures& figures);

// Memory and threads with the most connections that each has served.
std::string memory_table(const Figures& figures);

// Who was left out, from which size on, and why; "" if nobody was.
std::string what_is_missing(const Figures& figures);

}  // namespace twelve_hundred
