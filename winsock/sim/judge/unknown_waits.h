#pragma once

#include <string>

namespace winsock::sim {

/// What the program in this module waits with, if it is something that the simulator does not know:
/// "std::shared_mutex". To a judge, whoever waits there does not come back. "" if there is nothing,
/// or the module cannot be read.
std::string unknown_waits_in(const std::string& module);

}  // namespace winsock::sim
