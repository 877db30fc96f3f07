#pragma once

#include <string>

namespace winsock::sim {

/// The exit code of a program that is told to stop and has no handler that deals with it.
inline constexpr int control_c_exit = static_cast<int>(0xC000013A);

/// "1", or "0xC000013A": so Windows writes those that it gives itself.
std::string code_in_words(int code);

}  // namespace winsock::sim
