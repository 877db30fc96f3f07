#pragma once

#include <vector>

#include "sim/report/trace.h"
#include "sim/world.h"

namespace winsock::sim {

/// What could be chosen at a choice point that was just passed, in the order of the numbers that
/// choose it; threads as marks. Follows World::choose()'s callers, and a test holds it to what they
/// do.
std::vector<Option> options_of(World& world, const Choice& choice);

/// Whether an option lets a thread go first.
bool lets_go_first(const Option& option);

/// Whether an option begins with a thread's mark.
bool names_a_thread(const Option& option);

}  // namespace winsock::sim
