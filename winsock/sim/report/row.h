#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace winsock::sim {

/// Clients with numbers do the same one after the other.
/// @{

/// The same about the next of them: "C2 connects" for "C1 connects". Itself where nobody has a
/// number.
std::string about_the_next(const std::string& text);

/// How many texts from this place on are the same about one after the other; 1 if it is not worth
/// a row.
std::size_t row_at(const std::vector<std::string>& texts, std::size_t begin);

/// Who is in the text, if it has a number: "eC19". "" if nobody has.
std::string numbered_in(const std::string& text);
/// @}

/// A script in a sentence: "A connects, each of C1 to C63 connects, A says hello twice".
std::string script_text(const std::vector<std::string>& sentences);

}  // namespace winsock::sim
