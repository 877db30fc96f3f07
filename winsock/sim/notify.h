#pragma once

#include "sim/call.h"

namespace winsock::sim {

/// The work of a call that notifies one of those who wait at `place`, or all; none if none waits.
/// Whoever was woken may run behind it.
void notify(Call& call, const void* place, bool all);

}  // namespace winsock::sim
