#pragma once

#include <cstddef>

#include "sim/detectors/overrun.h"

namespace winsock::sim {

// Array overrun, where the program writes by a function of the C library. If it is one the
// execution is over, and the function may write nothing: see written.cpp for the rule.

/// `function` is about to write a text with its end, of that many bytes in all.
bool text_overruns(const char* function, const Touched& written);

/// `function` is about to copy that many bytes.
bool copy_overruns(const char* function, const Touched& written);

/// The length of the text that a function is about to go on behind: at most as far as its array
/// reaches.
std::size_t length_in_array(const Touched& text);

}  // namespace winsock::sim
