#include "sim/report/trace_json.h"

#include "sim/report/trace_fields.h"

namespace winsock::sim {

namespace {

/// A list with one element on each line.
template <typename Element>
std::string lines_of(const std::vector<Element>& elements) {
    std::string text = "[";
    const char* separator = "\n";
    for (const Element& element : elements) {
        text += separator;
        text += dumped(element);
        separator = ",\n";
    }
    return text + "\n]";
}

std::string line_of(const char* key, const Json& value) { return dumped(Json{{key, value}}); }

}  // namespace

std::string to_json(const Trace& trace) {
    std::string text = dumped(header_fields(trace));
    text.pop_back();  // the brace
    text += ",\n\"threads\":" + dumped(trace.threads);
    text += ",\n\"steps\":" + lines_of(trace.steps);
    text += ",\n\"repetitions\":" + lines_of(trace.repetitions);
    text += ",\n\"left_out\":" + dumped(trace.left_out);
    text += ",\n\"choice_points\":" + lines_of(trace.choice_points);
    text += ",\n\"findings\":" + lines_of(trace.findings);
    text += ",\n\"ending\":" + dumped(trace.ending);
    text += ",\"exit_code\":" + dumped(trace.exit_code);
    return text + "}\n";
}

Trace trace_from_json(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        Trace trace;
        read_header(json, trace);
        json.at("threads").get_to(trace.threads);
        json.at("steps").get_to(trace.steps);
        json.at("repetitions").get_to(trace.repetitions);
        json.at("left_out").get_to(trace.left_out);
        json.at("choice_points").get_to(trace.choice_points);
        json.at("findings").get_to(trace.findings);
        json.at("ending").get_to(trace.ending);
        json.at("exit_code").get_to(trace.exit_code);
        return trace;
    } catch (const Json::exception& error) {
        throw TraceError(std::string("this is no recording: ") + error.what());
    }
}

std::string header_line(const Trace& trace) { return line_of("trace", header_fields(trace)); }
std::string name_line(const std::string& mark, const std::string& name) {
    return line_of("name", {mark, name});
}
std::string begin_line(const Step& call) { return line_of("begins", fields_without_state(call)); }
std::string step_line(const Step& step) { return line_of("step", step); }
std::string step_line_in_the_same_state(const Step& step) {
    return line_of("step", fields_without_state(step));
}
std::string repetition_line(std::size_t steps, std::uint64_t times) {
    return line_of("again", {{"steps", steps}, {"times", times}});
}
std::string left_out_line(std::uint64_t happenings) { return line_of("left_out", happenings); }
std::string point_line(const ChoicePoint& point) { return line_of("point", point); }
std::string finding_line(const TraceFinding& finding) { return line_of("finding", finding); }
std::string end_line(const std::string& ending, int exit_code) {
    return line_of("end", {{"ending", ending}, {"exit_code", exit_code}});
}

}  // namespace winsock::sim
