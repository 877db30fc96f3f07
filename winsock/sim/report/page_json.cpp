#include "sim/report/page_json.h"

#include <algorithm>
#include <string_view>

#include "sim/report/arrays_text.h"
#include "sim/report/parting.h"
#include "sim/report/row.h"
#include "sim/report/shown_steps.h"
#include "sim/report/step_sentence.h"
#include "sim/report/step_text.h"
#include "sim/report/trace_fields.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

/// Steps by their numbers, from 1.
struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// How many steps came before a choice point; nothing if it was not recorded.
std::optional<std::size_t> steps_before(const Trace& trace, std::uint32_t number) {
    for (const ChoicePoint& point : trace.choice_points) {
        if (point.point == number) return point.step;
    }
    return std::nullopt;
}

/// From the last step before the window to the first behind it, in the execution that passes.
std::optional<Range> window_steps(const Trace& passing, const Window& window) {
    const auto first = steps_before(passing, window.first);
    const auto last = steps_before(passing, window.last);
    if (!first || !last) return std::nullopt;
    return Range{std::max<std::size_t>(*first, 1), std::min(*last + 1, passing.steps.size())};
}

/// The same in the one that fails: there the unlucky moment comes in between.
Range with_the_moment(const Range& range, const Trace& failing, std::size_t common) {
    std::size_t moment = common;
    while (moment < failing.steps.size() && failing.steps[moment].deviation) ++moment;
    return {range.first, std::min(range.last + moment - common, failing.steps.size())};
}

Json fields_of(const Trace& trace, std::size_t place) {
    const Step& step = trace.steps[place];
    const std::uint64_t before = place > 0 ? trace.steps[place - 1].time : 0;
    Json fields = {{"number", place + 1},
                   {"kind", name_of(step.kind)},
                   {"actor", step.actor},
                   {"time", step.time},
                   {"sentence", printable(step_sentence(trace, place))},
                   {"short", printable(step_text(step, before))}};
    if (const Step* const at = where_it_is(trace, place)) fields["line"] = at->line;
    if (step.deviation) fields["unlucky"] = true;
    if (!step.findings.empty()) fields["wrong"] = true;
    for (const std::string& note : step_notes(trace, place)) {
        fields["notes"].push_back(printable(note));
    }
    if (parts_arrays(trace, place)) {
        fields["parts"] = true;
        fields["notes"].push_back(
            "Now a socket and an event share a slot that do not belong together.");
    }
    return fields;
}

Json steps_of(const Trace& trace) {
    Json steps = Json::array();
    Json before;
    for (const Stretch& stretch : shown_steps(trace)) {
        for (std::size_t place = stretch.begin; place < stretch.end; ++place) {
            Json state = trace.steps[place].state;
            Json fields = fields_of(trace, place);
            if (before.is_null()) {
                fields["state"] = state;
            } else if (Json changes = Json::diff(before, state); !changes.empty()) {
                fields["changes"] = std::move(changes);
            }
            before = std::move(state);
            steps.push_back(std::move(fields));
        }
        if (!stretch.left_out.empty() && !steps.empty())
            steps.back()["left_out"] = stretch.left_out;
    }
    return steps;
}

Json execution_of(const Trace& trace, const std::optional<Range>& window) {
    Json fields = {{"passes", trace.findings.empty()},
                   {"clients", trace.clients},
                   {"threads", trace.threads},
                   {"arrays",
                    {{"sockets", trace.sockets_name},
                     {"events", trace.events_name},
                     {"total", trace.total_name}}},
                   {"steps_in_all", trace.steps.size()},
                   {"ending", sentence(ending_text(trace))}};
    if (!trace.servers.empty()) fields["servers"] = trace.servers;
    if (window) fields["window"] = {window->first, window->last};
    Json findings = Json::array();
    for (const TraceFinding& finding : trace.findings) {
        findings.push_back(printable(sentence(finding.detector) + " " + sentence(finding.detail)));
    }
    fields["findings"] = std::move(findings);
    fields["steps"] = steps_of(trace);
    return fields;
}

Json executions_of(const Shown& what) {
    if (!what.passing) return Json::array({execution_of(what.trace, std::nullopt)});
    std::optional<Range> here, there;
    if (what.window) there = window_steps(*what.passing, *what.window);
    if (there) {
        here = with_the_moment(*there, what.trace, common_steps(what.trace, *what.passing));
    }
    return Json::array({execution_of(what.trace, here), execution_of(*what.passing, there)});
}

/// The program's file, as the recording names it.
std::string file_of(const Trace& trace) {
    for (const Step& step : trace.steps) {
        if (!step.file.empty()) return step.file;
    }
    return "";
}

}  // namespace

std::string page_json(const Shown& what) {
    const Json json = {{"schema", 1},
                       {"lesson", what.trace.lesson},
                       {"promise", what.promise},
                       {"sentence", what.sentence},
                       {"outcome", what.outcome},
                       {"replay", what.replay},
                       {"rules", what.trace.rules},
                       {"script", script_text(what.trace.script)},
                       {"file", file_of(what.trace)},
                       {"source", what.source},
                       {"executions", executions_of(what)}};
    return dumped(json) + "\n";
}

}  // namespace winsock::sim
