#pragma once

#include <string>
#include <vector>

#include "sim/world.h"

namespace winsock::sim {

// A call in words, with marks for handles (marks.h).

/// What it is called in the program.
std::string function_text(const Happening& call);

/// Its arguments, as far as the simulator keeps them: no buffers, no places for results. The array
/// of a wait is one argument: "{eL, eA}".
std::vector<std::string> arguments_text(World& world, const Happening& call);

/// What it returned; "" if it returns nothing.
std::string result_text(World& world, const Happening& call);

/// What it told besides: what was enumerated, which event a wait came back for. "" if nothing.
std::string detail_text(World& world, const Happening& call);

}  // namespace winsock::sim
