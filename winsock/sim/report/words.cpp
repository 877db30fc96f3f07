#include "sim/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

namespace winsock::sim {

namespace {

/// "(line 12)" and "1000 ms" stay together.
bool may_break(std::string_view text, std::size_t blank) {
    return !text.substr(0, blank).ends_with("(line") && !text.substr(blank).starts_with(" ms");
}

/// Where a line of at most `room` characters ends.
std::size_t end_of_line(std::string_view text, std::size_t room) {
    std::size_t end = text.rfind(' ', room);
    while (end != std::string_view::npos && end > 0 && !may_break(text, end)) {
        end = text.rfind(' ', end - 1);
    }
    const bool is_one_word = end == std::string_view::npos || text.find_first_not_of(' ') >= end;
    if (!is_one_word) return end;
    // A long word is broken behind a "(" or "|", if there is one.
    const std::size_t joint = text.find_last_of("(|", room - 1);
    return joint == std::string_view::npos || joint == 0 ? room : joint + 1;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view raw, std::size_t first_width, std::size_t width) {
    const std::string shown = printable(raw);
    std::string_view text = shown;
    std::vector<std::string> lines;
    std::size_t room = std::max<std::size_t>(first_width, 1);
    while (text.size() > room) {
        const std::size_t end = end_of_line(text, room);
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        room = std::max<std::size_t>(width, 1);
    }
    if (lines.empty() || !text.empty()) lines.emplace_back(text);
    return lines;
}

std::vector<std::string> wrapped(const std::vector<std::string>& groups, std::size_t first_width,
                                 std::size_t width) {
    std::vector<std::string> lines(1);
    for (const std::string& group : groups) {
        const std::size_t room = lines.size() == 1 ? first_width : width;
        if (!lines.back().empty() && lines.back().size() + 2 + group.size() > room) {
            lines.emplace_back();
        }
        lines.back() += (lines.back().empty() ? "" : "  ") + group;
    }
    return lines;
}

std::string paragraph(std::string_view text, std::size_t width, std::size_t indent) {
    std::string result;
    const std::size_t room = width > indent ? width - indent : 1;
    for (const std::string& line : wrapped(text, room, room)) {
        result.append(indent, ' ').append(line).push_back('\n');
    }
    return result;
}

std::string printable(std::string_view text) {
    std::string shown;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        switch (byte) {
            case '\n': shown += "\\n"; break;
            case '\r': shown += "\\r"; break;
            case '\t': shown += "\\t"; break;
            default:
                if (code < 0x20 || code >= 0x7F) {
                    shown += fmt::format("\\x{:02x}", code);
                } else {
                    shown += byte;
                }
        }
    }
    return shown;
}

std::string in_quotes(std::string_view bytes, std::size_t most) {
    std::string escaped;
    for (const char byte : bytes.substr(0, most)) {
        if (byte == '"' || byte == '\\') escaped += '\\';
        escaped += byte;
    }
    const std::string text = '"' + printable(escaped) + '"';
    return bytes.size() <= most ? text : fmt::format("{}... ({} bytes)", text, bytes.size());
}

std::string bytes_text(std::string_view bytes, std::size_t most) {
    const std::string_view shown = bytes.substr(0, most);
    const auto unseen = std::count_if(shown.begin(), shown.end(), [](char byte) {
        const auto code = static_cast<unsigned char>(byte);
        return (code < 0x20 || code >= 0x7F) && byte != '\n' && byte != '\r' && byte != '\t';
    });
    if (static_cast<std::size_t>(unseen) * 2 <= shown.size() || shown.empty()) {
        return in_quotes(bytes, most);
    }
    std::string text = "hex";
    for (std::size_t i = 0; i < shown.size(); ++i) {
        text +=
            fmt::format("{}{:02x}", i % 4 == 0 ? " " : "", static_cast<unsigned char>(shown[i]));
    }
    return bytes.size() <= most ? text : fmt::format("{}... ({} bytes)", text, bytes.size());
}

std::string number_word(std::uint64_t number) {
    static constexpr const char* words[] = {"no",   "one",    "two",   "three", "four",
                                            "five", "six",    "seven", "eight", "nine",
                                            "ten",  "eleven", "twelve"};
    return number < std::size(words) ? words[number] : std::to_string(number);
}

std::string counted(std::uint64_t number, const std::string& thing) {
    return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

std::string sentence(std::string_view text) {
    std::string result(text);
    if (result.empty()) return result;
    // "sA is closed" begins with a name, and so does "e2 is closed".
    const auto second = static_cast<unsigned char>(result.size() > 1 ? result[1] : ' ');
    const bool is_name = std::isupper(second) != 0 || std::isdigit(second) != 0;
    if (!is_name)
        result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
    if (result.back() != '.') result += '.';
    return result;
}

std::string padded(std::string_view text, std::size_t width) {
    std::string result(text);
    if (result.size() < width) result.resize(width, ' ');
    return result;
}

std::string Ink::in(const char* code, const std::string& text) const {
    if (!colour_ || text.empty()) return text;
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string Ink::signs(const std::string& text) const {
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = text.find("!="); at != std::string::npos; at = text.find("!=", done)) {
        result += text.substr(done, at - done) + red("!=");
        done = at + 2;
    }
    return result + text.substr(done);
}

}  // namespace winsock::sim
