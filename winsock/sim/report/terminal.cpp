#include "sim/report/terminal.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/arrays_text.h"
#include "sim/report/listing.h"
#include "sim/report/parting.h"
#include "sim/report/row.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

std::size_t width_of(const TerminalOptions& options) {
    return std::clamp<std::size_t>(options.width, 50, 80);
}

/// "1 client, 1 unlucky moment".
std::string size_text(const Trace& trace) {
    const std::size_t luck = trace.deviations().size();
    return counted(trace.clients.size(), trace.servers.empty() ? "client" : "server") + ", " +
           (luck == 0 ? "no unlucky moment" : counted(luck, "unlucky moment"));
}

std::string title(const Trace& trace, std::size_t width, const Ink& ink) {
    const std::string first =
        fmt::format("{}{}: {}, rules: {}", trace.lesson, trace.findings.empty() ? "" : " fails",
                    size_text(trace), trace.rules);
    std::string text;
    for (const std::string& line : wrapped(first, width, width)) text += ink.bold(line) + "\n";
    return text + paragraph("The script: " + script_text(trace.script) + ".", width);
}

std::string end_of(const Trace& trace) {
    std::string text = sentence(ending_text(trace));
    const std::uint64_t time = trace.steps.empty() ? 0 : trace.steps.back().time;
    if (time > 0) text += fmt::format(" All this took {} ms of virtual time.", time);
    return text;
}

std::string findings_of(const Trace& trace, std::size_t width, const Ink& ink) {
    std::string text;
    for (const TraceFinding& finding : trace.findings) {
        const std::string name = sentence(finding.detector);
        const std::string all = name + " " + sentence(finding.detail);
        const std::string lines = paragraph(all, width);
        // The name is never broken: it is shorter than a line.
        text += ink.bold(lines.substr(0, name.size())) + lines.substr(name.size());
    }
    return text;
}

/// The state that the table of the arrays shows: the last one.
const State* arrays_to_show(const Trace& trace) {
    if (trace.findings.empty() || trace.steps.empty()) return nullptr;
    const State& last = trace.steps.back().state;
    return is_out_of_step(last) ? &last : nullptr;
}

}  // namespace

std::string terminal_listing(const Trace& trace, const TerminalOptions& options) {
    Listing listing(trace, width_of(options), Ink(options.colour));
    return listing.text(options.briefly);
}

std::string terminal_report(const Trace& trace, const TerminalOptions& options,
                            const Beside& beside) {
    const std::size_t width = width_of(options);
    const Ink ink(options.colour);
    std::string text = title(trace, width, ink) + "\n" + terminal_listing(trace, options);
    text += "\n" + paragraph(end_of(trace), width);
    if (trace.findings.empty()) return text;
    text += "\n" + findings_of(trace, width, ink);
    if (const State* const state = arrays_to_show(trace)) {
        text += "\n" + ink.signs(slots_table(trace, *state, width));
    }
    if (beside.window != nullptr) {
        text += "\n" + paragraph("When it happens: " + beside.window->text() + ".", width);
    } else if (trace.deviations().empty()) {
        text +=
            "\n" + paragraph("It needs no unlucky moment: it happens while nobody hurries.", width);
    }
    if (beside.passing != nullptr && !options.briefly) {
        text += "\n" + parting_text(trace, *beside.passing, width, ink);
    }
    return text;
}

}  // namespace winsock::sim
