#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace out_of_step {

/// Everything that the tool prints fits into this many columns, where words allow.
constexpr std::size_t columns = 60;

/// Breaks lines at blanks, and in the middle of a word only if the word is a line of its own.
/// Lines after the first begin with `indent` blanks.
std::string wrapped(std::string_view text, std::size_t width = columns, std::size_t indent = 0);

/// Shows what a terminal would obey instead of showing: "\n", "\x1b".
std::string printable(std::string_view bytes);

/// Prints to stdout at once, so that whoever reads a pipe sees it when it happens.
void say(std::string_view text);

/// For whoever waits, called again and again: once nothing has been said for two seconds, and
/// stdout is a terminal, it shows "waiting for `what` ...". The next thing that is said takes its
/// place.
void say_waiting(std::string_view what);

/// Takes that line away, for what does not go through say().
void end_waiting();

/// A paragraph: wrapped, with a newline.
void say_paragraph(std::string_view text);

}  // namespace out_of_step
