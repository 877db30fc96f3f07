#include "text.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>
#include <uv.h>

#include "stage/loop.h"

namespace out_of_step {

namespace {

constexpr double patience = 2;

// What stands on the last line of the terminal while nothing happens.
struct Waiting {
    double said = now();  // when something was said last
    std::string shown;
};

Waiting& waiting() {
    static Waiting instance;
    return instance;
}

bool is_terminal() {
    static const bool answer = uv_guess_handle(1) == UV_TTY;
    return answer;
}

// Returns whether that went well.
bool put(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return std::fflush(stdout) == 0;
}

// One line of the paragraph from `text` on; takes it away from there.
std::string_view take_line(std::string_view& text, std::size_t width) {
    std::size_t length = text.size();
    if (length > width) {
        const std::size_t blank = text.rfind(' ', width);
        length = blank == std::string_view::npos || blank == 0 ? text.find(' ') : blank;
        length = std::min(length, text.size());
    }
    const std::string_view line = text.substr(0, length);
    text.remove_prefix(std::min(text.size(), length + 1));
    return line;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
    std::string result(take_line(text, width));
    while (!text.empty()) {
        result += '\n';
        result += std::string(indent, ' ');
        result += take_line(text, width - indent);
    }
    return result;
}

std::string printable(std::string_view bytes) {
    std::string shown;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '\n')
            shown += "\\n";
        else if (byte == '\r')
            shown += "\\r";
        else if (byte == '\t')
            shown += "\\t";
        else if (code < 0x20 || code == 0x7f)
            shown += fmt::format("\\x{:02x}", code);
        else
            shown += byte;
    }
    return shown;
}

void say(std::string_view text) {
    end_waiting();
    waiting().said = now();
    if (put(text)) return;
    // Nobody reads any more, as in `./lab run 03 | head`, or the disk is full: end, and take a
    // running server along, as after any other interruption.
    if (errno != EPIPE) std::fputs("lab: what it has to say cannot be written.\n", stderr);
    std::raise(SIGTERM);
}

void say_waiting(std::string_view what) {
    if (!is_terminal() || now() - waiting().said < patience) return;
    const std::string line = fmt::format("waiting for {} ...", what).substr(0, columns);
    if (line == waiting().shown) return;
    end_waiting();
    put(line);
    waiting().shown = line;
}

void end_waiting() {
    std::string& shown = waiting().shown;
    if (shown.empty()) return;
    put("\r" + std::string(shown.size(), ' ') + "\r");
    shown.clear();
}

void say_paragraph(std::string_view text) { say(wrapped(text) + "\n"); }

}  // namespace out_of_step
