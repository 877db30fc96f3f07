#pragma once

#include <cstddef>

namespace winsock::sim {

class World;

/// A client has been accepted: the program may now set aside what it likes for it.
void memory_is_set_aside(World& world);
/// Bytes have been read. If that is the first time after an accept, or that this client is heard,
/// then what the program holds now it needs for its clients. See Scenario::memory.
void memory_is_used(World& world, bool first_time);

/// The program is about to allocate this many bytes more. Ends the execution if it then holds too
/// much; and leaves the program if it goes on allocating all the same.
void is_about_to_allocate(std::size_t bytes);

}  // namespace winsock::sim
