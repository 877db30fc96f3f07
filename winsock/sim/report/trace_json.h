#pragma once

#include <string>

#include "sim/report/trace.h"

namespace winsock::sim {

// A recording as JSON, as docs/pages/trace_format.md describes it.

/// The whole recording: a document in which each step is one line. The same recording always gives
/// the same bytes.
std::string to_json(const Trace& trace);

/// Throws TraceError.
Trace trace_from_json(const std::string& text);

// A recording as it is made: lines of JSON, each a document of its own, which TraceReader puts
// together. They hold marks for names (marks.h).
std::string header_line(const Trace& trace);  ///< of its steps and what follows, nothing
std::string name_line(const std::string& mark, const std::string& name);
std::string begin_line(const Step& call);  ///< a call has been entered; without its state
std::string step_line(const Step& step);
std::string step_line_in_the_same_state(const Step& step);            ///< as in the step before
std::string repetition_line(std::size_t steps, std::uint64_t times);  ///< of the last steps
std::string left_out_line(std::uint64_t happenings);
std::string point_line(const ChoicePoint& point);
std::string finding_line(const TraceFinding& finding);
std::string end_line(const std::string& ending, int exit_code);

}  // namespace winsock::sim
