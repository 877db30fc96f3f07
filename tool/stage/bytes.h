#pragma once

#include <string>
#include <string_view>

namespace out_of_step {

/// The bytes that a text of a scene stands for: \n, \0, \\, \{ and \xHH are one byte each; {N} is
/// the decimal number N as 32 bits in network order, {N:2} as 16 bits, {N:1} as one byte. Throws
/// StageError with the end of a sentence that says what is wrong.
std::string bytes_of(std::string_view text);

}  // namespace out_of_step
