// What a run shows on a terminal: 60 columns.
#pragma once

#include <string>

#include "figures.h"

namespace twelve_hundred {

// All models with so many connections, so many of them active.
std::string rates_table(const Figures& figures, int connections, int active);

// Memory and threads with the most connections that each has served.
std::string memory_table(const Figures& figures);

// Who was left out, from which size on, and why; "" if nobody was.
std::string what_is_missing(const Figures& figures);

}  // namespace twelve_hundred
