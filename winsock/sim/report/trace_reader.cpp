#include "sim/report/trace_reader.h"

#include <iterator>

#include "sim/report/options.h"
#include "sim/report/trace_fields.h"

namespace winsock::sim {

void TraceReader::line(std::string_view line) {
    try {
        const Json json = Json::parse(line);
        for (const auto& [key, value] : json.items()) read(key, &value);
    } catch (const Json::exception& error) {
        throw TraceError(std::string("this is no line of a recording: ") + error.what());
    }
}

void TraceReader::read(const std::string& key, const void* json) {
    const Json& value = *static_cast<const Json*>(json);
    if (key == "trace") {
        read_header(value, trace_);
    } else if (key == "name") {
        const std::string mark = value.at(0);
        names_.set(mark, value.at(1));
        const auto next = static_cast<unsigned>(trace_.threads.size());
        if (mark == mark_of_thread(next)) trace_.threads.push_back(mark);
    } else if (key == "begins") {
        entered_ = value;
    } else if (key == "step") {
        Step step = value;
        if (!value.contains("state") && !trace_.steps.empty()) {
            step.state = trace_.steps.back().state;
        }
        trace_.steps.push_back(std::move(step));
        entered_.reset();
    } else if (key == "again") {
        const std::size_t steps = value.at("steps");
        if (steps > trace_.steps.size()) throw TraceError("more steps repeated than there are");
        trace_.repetitions.push_back({trace_.steps.size() - steps, steps, value.at("times")});
    } else if (key == "left_out") {
        value.get_to(trace_.left_out);
    } else if (key == "point") {
        trace_.choice_points.push_back(value);
    } else if (key == "finding") {
        trace_.findings.push_back(value);
    } else if (key == "end") {
        value.at("ending").get_to(trace_.ending);
        value.at("exit_code").get_to(trace_.exit_code);
    } else {
        throw TraceError("a recording has no \"" + key + "\"");
    }
}

Trace TraceReader::trace() const {
    Trace trace = trace_;
    if (entered_ && trace.ending.empty()) {
        Step& last = trace.steps.emplace_back(*entered_);
        last.kind = Step::Kind::dies;
        if (trace.steps.size() > 1) last.state = std::prev(trace.steps.end(), 2)->state;
    }
    const auto resolve = [this](std::string& text) { text = names_.resolved(text); };
    for (std::string& thread : trace.threads) resolve(thread);
    for (Step& step : trace.steps) {
        resolve(step.actor);
        for (std::string& argument : step.arguments) resolve(argument);
        resolve(step.result);
        resolve(step.detail);
        for (SocketState& socket : step.state.sockets) {
            resolve(socket.name);
            resolve(socket.event);
        }
        for (EventState& event : step.state.events) resolve(event.name);
        if (!step.state.arrays) continue;
        for (SlotState& slot : step.state.arrays->slots) {
            resolve(slot.socket);
            resolve(slot.event);
        }
    }
    for (ChoicePoint& point : trace.choice_points) {
        resolve(point.actor);
        for (Option& option : point.options) {
            if (names_a_thread(option)) resolve(option.what);  // others are the script's words
        }
    }
    return trace;
}

}  // namespace winsock::sim
