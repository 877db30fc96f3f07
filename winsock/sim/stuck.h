#pragma once

namespace winsock::sim {

class World;

/// All threads are blocked for good: says who waits for what, and aborts. For a world without a
/// scenario, where nobody else acts and there is no execution that could end.
[[noreturn]] void abort_stuck(const World& world);

}  // namespace winsock::sim
