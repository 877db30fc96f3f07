#pragma once

#include <cstddef>
#include <string>

#include "sim/world.h"

namespace winsock::sim {

/// @name What the calls tell the detectors
/// @{
/// A handle value that names nothing, or something else, was passed.
void bad_handle(World& world, HandleValue value, Api api);
/// A lock was used that has been deleted, or never was initialised. Ends the execution: nobody can
/// say what happens now.
void bad_lock(World& world, Api api);
/// A wait fails because of what it was given.
void bad_wait(World& world, Api api, std::string why);
/// WSAEnumNetworkEvents was given this event, or none, for this socket.
void enumerated(World& world, const Socket& socket, const SimEvent* event);
/// @}

/// Looks at an execution whose scripts have been played, when nothing moves any more: every thread
/// is blocked still.
void judge_the_end(World& world);
/// Looks at an execution in which the program ended by itself.
void judge_the_exit(World& world);

/// @name Parts of the above, one for each file
/// @{
void judge_the_signals(World& world);  ///< signal lost
void judge_what_was_enumerated(World& world);
void judge_the_handles(World& world);  ///< handle leaked
void judge_the_handles_at_exit(World& world);
void judge_the_number_of_threads(World& world);
void judge_the_threads(World& world);  ///< deadlock
/// @}

/// Whom something about a socket is about: the client at its other end, or else the socket.
std::string who(const World& world, const Socket& socket);

}  // namespace winsock::sim
