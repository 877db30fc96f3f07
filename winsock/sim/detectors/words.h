#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winsock::sim {

// How detectors put things into words.

/// Bytes in quotation marks, as C++ would write them; of a long text the beginning.
std::string in_quotes(std::string_view bytes);
/// "1 byte", "12 bytes".
std::string bytes_in_words(std::uint64_t count);
/// Virtual milliseconds: "300 ms", "10.0 s".
std::string time_in_words(std::uint64_t milliseconds);
/// "a, b, b, b" as "a, b (3 times)"; of a long sequence the beginning.
std::string sequence(const std::vector<std::string>& names);

}  // namespace winsock::sim
