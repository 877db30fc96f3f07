#pragma once

#include <nlohmann/json.hpp>

#include "sim/report/trace.h"

namespace winsock::sim {

// The parts of a recording as JSON values and back. Keys are in the order in which one reads them.
using Json = nlohmann::ordered_json;

/// Bytes as text: each is the character of its number, so that any bytes are valid JSON.
std::string text_of_bytes(const std::string& bytes);
/// Throws TraceError if a character is no byte.
std::string bytes_of_text(const std::string& text);

void to_json(Json& json, const State& state);
void from_json(const Json& json, State& state);
Json fields_without_state(const Step& step);
void to_json(Json& json, const Step& step);
void from_json(const Json& json, Step& step);
void to_json(Json& json, const Repetition& repetition);
void from_json(const Json& json, Repetition& repetition);
void to_json(Json& json, const ChoicePoint& point);
void from_json(const Json& json, ChoicePoint& point);
void to_json(Json& json, const TraceFinding& finding);
void from_json(const Json& json, TraceFinding& finding);

/// On one line. Never throws: a byte that is no UTF-8 (in the name of a file) is replaced.
std::string dumped(const Json& json);

/// What is known before the first step.
Json header_fields(const Trace& trace);
void read_header(const Json& json, Trace& trace);

}  // namespace winsock::sim
