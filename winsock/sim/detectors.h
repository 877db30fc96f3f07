#pragma once

#include "sim/world.h"

namespace winsock::sim {

/// What the calls tell the detectors.
/// @{
/// A handle value that names nothing, or something else, was passed. Says whether it was closed.
void bad_handle(World& world, HandleValue value, Api api);
/// A wait fails because of what it was given.
void bad_wait(World& world, Api api, std::string why);
/// WSAEnumNetworkEvents was given an event that is not the one selected for this socket.
void enumerated(World& world, const Socket& socket, const SimEvent* event);
/// @}

/// Looks at an execution whose scripts have been played, when nothing moves any more.
void judge_the_end(World& world);
/// Looks at an execution in which the program ended by itself.
void judge_the_exit(World& world);

}  // namespace winsock::sim
