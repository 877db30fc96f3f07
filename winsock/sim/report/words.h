#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winsock::sim {

// Text for the terminal: one character is one column.

/// What a terminal would obey, or show as more or less than a column, as an escape: "\n", "\x1b".
std::string printable(std::string_view text);

/// Makes it printable, and breaks it at blanks into lines of at most `width`, the first of at most
/// `first_width`. A word that is longer is broken where the line ends. At least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t first_width, std::size_t width);

/// The same for groups of words that stay together, with two blanks between them.
std::vector<std::string> wrapped(const std::vector<std::string>& groups, std::size_t first_width,
                                 std::size_t width);

/// wrapped(), as one text with ends of lines, each line behind `indent` blanks.
std::string paragraph(std::string_view text, std::size_t width, std::size_t indent = 0);

/// Bytes in quotes, as C++ would write them; of more than `most` only the beginning, and how many
/// there are.
std::string in_quotes(std::string_view bytes, std::size_t most = 40);
/// The same, but in hexadecimal, "hex 00000001 00000017", where most of it cannot be seen:
/// a protocol's numbers.
std::string bytes_text(std::string_view bytes, std::size_t most = 40);

/// "one" to "twelve", then digits.
std::string number_word(std::uint64_t number);

/// "1 client", "2 clients".
std::string counted(std::uint64_t number, const std::string& thing);

/// With a capital letter, and a full stop at the end.
std::string sentence(std::string_view text);

/// `text`, and blanks up to `width`.
std::string padded(std::string_view text, std::size_t width);

/// How something is set off from the rest; in plain text, nothing. Never the only sign of anything.
class Ink {
public:
    explicit Ink(bool colour) : colour_(colour) {}

    std::string bold(const std::string& text) const { return in("1", text); }
    std::string dim(const std::string& text) const { return in("2", text); }
    std::string red(const std::string& text) const { return in("31", text); }
    /// Each "!=" in it in red.
    std::string signs(const std::string& text) const;

private:
    std::string in(const char* code, const std::string& text) const;

    bool colour_;
};

}  // namespace winsock::sim
