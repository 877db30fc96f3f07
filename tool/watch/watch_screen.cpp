#include "watch/watch_screen.h"

#include <cstdlib>
#include <ctime>
#include <string_view>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <uv.h>

#include "commands/commands.h"
#include "text.h"

namespace out_of_step {

namespace {

constexpr const char* empty_screen = "\x1b[2J\x1b[H";

bool is_terminal(uv_file file) {
    const char* kind = std::getenv("TERM");
    return uv_guess_handle(file) == UV_TTY && (kind == nullptr || kind != std::string_view("dumb"));
}

std::string time_of_day() {
    const std::time_t seconds = std::time(nullptr);
    std::tm here{};
#ifdef _WIN32
    localtime_s(&here, &seconds);
#else
    localtime_r(&seconds, &here);
#endif
    return fmt::format("{:%H:%M:%S}", here);
}

}  // namespace

WatchScreen::WatchScreen() : terminal_(is_terminal(1)), keys_(terminal_ && is_terminal(0)) {}

void WatchScreen::say_check(const Lesson& lesson) const {
    say(terminal_ ? empty_screen
                  : fmt::format("== {} check of lesson {}\n", time_of_day(), lesson.number));
}

void WatchScreen::say_cancelled() const {
    if (!terminal_) say("\n== cancelled: there is something newer\n");
}

void WatchScreen::say_verdict(int exit_code, const Lesson& lesson, const Lesson* next) const {
    if (exit_code > 128) {
        say_paragraph(
            fmt::format("The check was ended by signal {}, without a verdict.", exit_code - 128));
    }
    if (exit_code != exit_kept) return;  // the check has said all
    say("\n");
    say_paragraph(fmt::format("All promises of lesson {} are kept.", lesson.number));
    if (keys_ && next != nullptr) {
        say_paragraph(fmt::format("n goes on with lesson {}, {}.", next->number, next->title));
    }
}

void WatchScreen::say_waiting(const std::filesystem::path& file) const {
    if (!terminal_) {
        say("\n== waiting for a save\n");
        return;
    }
    say(fmt::format("\n{} Waiting for a save of\n  {}\n", time_of_day(), file.generic_string()));
    if (keys_) say("h hint  s step  n next  l list  q quit  ? all keys\n");
}

void WatchScreen::say_missing(const std::filesystem::path& file) const {
    say(fmt::format("\nThere is no file any more, and the lab waits for it:\n  {}\n",
                    file.generic_string()));
}

void WatchScreen::say_last(const Lesson& lesson) const {
    say("\n");
    say_paragraph(fmt::format("Lesson {} is the last one so far.", lesson.number));
}

void WatchScreen::say_keys() const {
    say("\n"
        "h  a hint; each time it says more\n"
        "s  go step by step through what fails\n"
        "n  the next lesson\n"
        "l  all lessons, and how far you are\n"
        "c  check again, as Enter does\n"
        "q  quit, as Ctrl-C does\n");
}

}  // namespace out_of_step
