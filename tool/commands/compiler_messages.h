#pragma once

#include <string>

namespace out_of_step {

/// What of a build's output a compiler, a linker or CMake has said: without how far Ninja or Make
/// is, the commands that they ran, and that they stopped. What several commands say alike, since
/// they compile the same file, is there once. Everything if nothing else is left.
/// `root` is taken from the front of the paths.
std::string compiler_messages(const std::string& output, const std::string& root);

}  // namespace out_of_step
