#include "sim/scenario_text.h"

#include <charconv>
#include <cstdint>

namespace winsock::sim {

namespace {

template <typename Number>
bool read_whole(std::string_view digits, Number& number, int base) {
    const char* const end = digits.data() + digits.size();
    const auto [last, error] = std::from_chars(digits.data(), end, number, base);
    return !digits.empty() && error == std::errc() && last == end;
}

/// Takes what stands behind a backslash out of `text`.
char escaped(std::string_view& text) {
    const char letter = text.front();
    text.remove_prefix(1);
    if (letter == 'n') return '\n';
    if (letter == '0') return '\0';
    if (letter != 'x') return letter;
    unsigned char byte = 0;
    if (text.size() < 2 || !read_whole(text.substr(0, 2), byte, 16)) {
        throw TextError("behind \\x stand two hexadecimal digits, as in \\x0A");
    }
    text.remove_prefix(2);
    return static_cast<char>(byte);
}

/// Takes "5:2}" out of `text`: what stands behind an opening brace.
std::string number(std::string_view& text) {
    const std::size_t end = text.find('}');
    const std::string inside(text.substr(0, end));
    const std::size_t colon = inside.find(':');
    std::uint64_t value = 0;
    unsigned bytes = 4;
    const bool is_number = end != std::string_view::npos &&
                           read_whole(std::string_view(inside).substr(0, colon), value, 10);
    const bool is_sized = colon == std::string::npos ||
                          read_whole(std::string_view(inside).substr(colon + 1), bytes, 10);
    if (!is_number || !is_sized || (bytes != 1 && bytes != 2 && bytes != 4)) {
        throw TextError("a { begins a number, as in {5}, {5:2} or {5:1}; the brace itself is \\{");
    }
    if (value >> (8 * bytes) != 0) {
        throw TextError("{" + inside + "}: " + std::to_string(bytes) +
                        (bytes == 1 ? " byte has" : " bytes have") + " no room for that number");
    }
    text.remove_prefix(end + 1);
    std::string result;
    for (unsigned byte = bytes; byte-- > 0;)
        result.push_back(static_cast<char>(value >> (8 * byte)));
    return result;
}

}  // namespace

std::string bytes_of(std::string_view text) {
    std::string bytes;
    while (!text.empty()) {
        const char letter = text.front();
        text.remove_prefix(1);
        if (letter == '{') {
            bytes += number(text);
        } else if (letter == '\\' && !text.empty()) {
            bytes.push_back(escaped(text));
        } else {
            bytes.push_back(letter);
        }
    }
    return bytes;
}

}  // namespace winsock::sim
