#include "stage/bytes.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "stage/error.h"

namespace out_of_step {

namespace {

std::optional<std::uint32_t> number_in(std::string_view digits, int base) {
    std::uint32_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, number, base);
    if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return number;
}

// Takes what stands behind a backslash from the beginning of `text`.
char escaped(std::string_view& text) {
    const char which = text.empty() ? ' ' : text.front();
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
    switch (which) {
        case 'n': return '\n';
        case '0': return '\0';
        case '\\':
        case '{': return which;
        case 'x':
            if (const auto number = number_in(text.substr(0, 2), 16); number && text.size() >= 2) {
                text.remove_prefix(2);
                return static_cast<char>(*number);
            }
            break;
        default: break;
    }
    throw StageError(
        R"(a backslash begins \n, \0, \\, \{ or \x and two digits, and nothing else.)");
}

// Takes what stands behind a brace, "2}" or "7:1}", from the beginning of `text`.
std::string number_as_bytes(std::string_view& text) {
    const std::size_t end = std::min(text.find('}'), text.size());
    std::string_view digits = text.substr(0, end);
    std::size_t size = 4;
    if (const std::size_t colon = digits.find(':'); colon != std::string_view::npos) {
        const std::string_view written = digits.substr(colon + 1);
        size = written == "1" ? 1 : written == "2" ? 2 : 0;
        digits = digits.substr(0, colon);
    }
    const std::optional<std::uint32_t> number = number_in(digits, 10);
    const bool fits = size == 4 || (number && *number < 1U << (8 * size));
    if (end == text.size() || size == 0 || !number || !fits) {
        throw StageError("a brace begins {N}, {N:2} or {N:1}, where N is a number that fits.");
    }
    text.remove_prefix(end + 1);
    std::string bytes;
    for (std::size_t i = size; i-- > 0;) {
        bytes += static_cast<char>(*number >> (8 * i) & 0xFFU);
    }
    return bytes;
}

}  // namespace

std::string bytes_of(std::string_view text) {
    std::string bytes;
    while (!text.empty()) {
        const char first = text.front();
        text.remove_prefix(1);
        if (first == '\\') {
            bytes += escaped(text);
        } else if (first == '{') {
            bytes += number_as_bytes(text);
        } else {
            bytes += first;
        }
    }
    return bytes;
}

}  // namespace out_of_step
