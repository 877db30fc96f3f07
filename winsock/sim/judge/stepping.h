#pragma once

#include <iosfwd>

#include "sim/judge/judge.h"
#include "sim/judge/step_loop.h"
#include "sim/judge/witness.h"
#include "sim/report/terminal.h"

namespace winsock::sim {

/// Judges one promise after the other, and shows the execution of the first that is broken step by
/// step; where nobody sits at a terminal, it is printed. Returns whether there is one. What else
/// there is to say goes to `out`.
bool step_through(std::ostream& out, const Lesson& lesson, const Judged& judged,
                  const JudgeOptions& options, const TerminalOptions& terminal);

/// Shows the execution that a replay string names step by step, on the terminal. Returns whether it
/// fails. Throws ReplayError if the string does not fit the program.
bool step_again(const Lesson& lesson, const Judged& judged, const Seen& seen);

}  // namespace winsock::sim
