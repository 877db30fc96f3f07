// The picture of a run.
#pragma once

#include <string>

#include "figures.h"

namespace twelve_hundred {

// A whole SVG file, light or dark as whoever shows it is, and without an empty line, so that it can
// stand in a page. With the figures of only some models it shows these.
std::string plot(const Figures& figures);

}  // namespace twelve_hundred
