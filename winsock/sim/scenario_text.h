#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace winsock::sim {

/// What a scenario's text cannot mean; the sentence says why.
class TextError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The bytes that a scenario's TEXT stands for: what is said, awaited or expected.
///
///     \n \0 \\ \{      a line end, a 0, a backslash, a brace
///     \xHH             the byte with this number, two hexadecimal digits
///     {N}              N as 32 bits in network order; {N:2} as 16 bits, {N:1} as one byte
///
/// Throws TextError.
std::string bytes_of(std::string_view text);

}  // namespace winsock::sim
