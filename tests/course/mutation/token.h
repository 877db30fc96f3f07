#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace course::mutation {

/// A word, a number, a text or an operator of a server.
struct Token {
    enum class Kind { word, number, text, sign };
    Kind kind = Kind::sign;
    std::string text;      ///< "events", "256", "\"any\"", "<="
    std::size_t at = 0;    ///< where it begins in the file
    std::size_t line = 0;  ///< as an editor shows it
    /// Whether there is a blank or a new line before it, and behind it. The servers are formatted,
    /// so this tells `a & b` from `&a`, and `a < b` from `vector<int>`.
    bool blank_before = false;
    bool blank_behind = false;
};

/// The tokens that the compiler sees, but for lines that begin with '#' and for comments.
std::vector<Token> tokens_of(const std::string& source);

}  // namespace course::mutation
