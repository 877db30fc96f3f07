#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/report/trace.h"

namespace winsock::sim {

// A step in words, each on one line of any length.

bool sends(const Step& step);
bool receives(const Step& step);

/// "recv(sA, 256)": a call as it stands in the program, without what only receives results.
std::string call_text(const Step& step);

/// "5, "hello"", "FD_READ|FD_CLOSE", "WSA_WAIT_EVENT_0 + 1 (eA)"; "" if success is all there is.
std::string outcome_text(const Step& step);

/// What happened, complete; the time that passed since `before` (virtual ms) with it.
std::string step_text(const Step& step, std::uint64_t before);

/// As short as it can be said where two executions stand side by side.
std::string short_text(const Step& step);

/// The word that marks an unlucky moment: "EARLY", "FIRST", "MISHAP"; "" if the step is none.
std::string deviation_word(const Step& step);

/// The last step up to this one that knows where in the source it is: there the program stands
/// while a client acts. Null if there is none.
const Step* where_it_is(const Trace& trace, std::size_t place);

/// "WSAResetEvent (line 133)".
std::string place_text(const std::string& call, int line);

/// "the server" or "the client": what a program with one thread is called.
std::string the_program(const Trace& trace);

}  // namespace winsock::sim
