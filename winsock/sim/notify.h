#pragma once

#include "sim/call.h"

namespace winsock::sim {

/// The running thread waits at `place`, a std::condition_variable or the number of a std::atomic,
/// until it is notified; false if it has not been after so many ms. Others may run even if that is
/// none: who waits at a condition has left the lock.
bool is_notified(World& world, const void* place, std::uint64_t milliseconds);

/// The work of a call that notifies one of those who wait at `place`, or all; none if none waits.
/// Whoever was woken may run behind it.
void notify(Call& call, const void* place, bool all);

}  // namespace winsock::sim
