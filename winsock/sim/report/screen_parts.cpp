#include "sim/report/screen_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sim/report/arrays_text.h"
#include "sim/report/lanes.h"
#include "sim/report/step_text.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

constexpr std::size_t most_around = 20;     // lines or steps, before and behind the present one
constexpr std::size_t room_for_lines = 75;  // columns in which a line of a lesson has room
constexpr std::size_t indented_around = 4;  // lines whose common indentation a narrow screen saves
constexpr std::size_t few_sockets = 4;      // that stay in their order
constexpr std::size_t most_sockets_lines = 5;  // with the heading, before other parts have room
constexpr std::size_t room_for_prefix = 90;  // columns in which a socket's line has room for "FD_"

std::string rule(const std::string& title, std::size_t width) {
    const std::string text = cut("-- " + title + " ", width);
    return text + std::string(width - text.size(), '-');
}

const State& before(const Trace& trace, std::size_t place) {
    static const State nothing;
    return place > 0 ? trace.steps[place - 1].state : nothing;
}

std::string without_tabs(const std::string& line) {
    std::string text;
    for (const char byte : line) {
        if (byte == '\t') {
            text.append(4 - text.size() % 4, ' ');
        } else {
            text += byte;
        }
    }
    return printable(text);
}

/// How many blanks all lines around this one begin with.
std::size_t common_indent(const std::vector<std::string>& source, std::size_t here) {
    std::size_t indent = std::string::npos;
    const std::size_t end = std::min(source.size(), here + indented_around + 1);
    for (std::size_t i = here - std::min(here, indented_around); i < end; ++i) {
        indent = std::min(indent, source[i].find_first_not_of(' '));  // npos in an empty line
    }
    return indent == std::string::npos ? 0 : indent;
}

/// Without that many blanks at its beginning, as far as it has them.
std::string unindented(const std::string& line, std::size_t indent) {
    return line.substr(std::min({indent, line.find_first_not_of(' '), line.size()}));
}

ScreenPart source_part(const Trace& trace, std::size_t place, std::size_t width,
                       const std::vector<std::string>& source) {
    const Step* const step = where_it_is(trace, place);
    if (step == nullptr || static_cast<std::size_t>(step->line) > source.size()) return {};
    ScreenPart part{rule(step->file.empty() ? "the source" : step->file, width), {}, 0, 4};
    const auto here = static_cast<std::size_t>(step->line) - 1;
    const std::size_t begin = here - std::min(here, most_around);
    const std::size_t end = std::min(source.size(), here + most_around + 1);
    const std::size_t indent = width < room_for_lines ? common_indent(source, here) : 0;
    for (std::size_t i = begin; i < end; ++i) {
        const std::string line = without_tabs(unindented(source[i], indent));
        std::string text = fmt::format("{} {:>3}  {}", i == here ? '>' : ' ', i + 1, line);
        text.erase(text.find_last_not_of(' ') + 1);
        part.lines.push_back(cut(text, width));
    }
    part.focus = here - begin;
    return part;
}

ScreenPart slots_part(const Trace& trace, std::size_t place, std::size_t width) {
    const State& now = trace.steps[place].state;
    if (!now.arrays) return {};
    const std::optional<ArraysState>& old = before(trace, place).arrays;
    std::vector<std::string> groups = slots_line(trace, now, old ? &*old : nullptr);
    groups.erase(groups.begin());  // "slots"
    // Who comes here from anywhere has not seen what was before.
    constexpr std::string_view as_before = " as before";
    for (std::string& group : groups) {
        if (!group.ends_with(as_before)) continue;
        group.replace(group.size() - as_before.size(), as_before.size(), " with =");
    }
    const std::string title =
        fmt::format("slots of {} and {}", trace.sockets_name, trace.events_name);
    ScreenPart part{rule(title, width), {}, 0, 2};
    for (const std::string& line : wrapped(groups, width, width))
        part.lines.push_back(cut(line, width));
    return part;
}

std::string without_prefix(std::string text) {
    for (std::size_t at = text.find("FD_"); at != std::string::npos; at = text.find("FD_", at)) {
        text.erase(at, 3);
    }
    return text;
}

std::string event_text(const State& state, const SocketState& socket) {
    if (socket.event.empty()) return "no event";
    for (const EventState& event : state.events) {
        if (event.name != socket.event) continue;
        if (event.closed) return event.name + " closed";
        return event.name + (event.signalled ? " signalled" : " not signalled");
    }
    return socket.event;
}

std::vector<std::string> socket_text(const State& state, const SocketState& socket) {
    if (!socket.accepted) return {socket.name, "waits in the backlog"};
    std::vector<std::string> groups{
        socket.name, "record " + (socket.record.empty() ? "-" : socket.record),
        "mask " + (socket.mask.empty() ? "-" : socket.mask), event_text(state, socket)};
    if (socket.unread > 0) groups.push_back(fmt::format("{} unread", socket.unread));
    for (const auto& [event, status] : socket.status) {
        groups.push_back(fmt::format("{} with {}", event, status));
    }
    return groups;
}

bool is_mentioned(const Step& step, const SocketState& socket) {
    const auto mentions = [&](const std::string& text) {
        return text == socket.name || (!socket.event.empty() && text == socket.event);
    };
    return std::any_of(step.arguments.begin(), step.arguments.end(), mentions) ||
           mentions(step.result) || mentions("s" + step.actor);
}

/// How soon a socket is looked for: what this step is about, what has changed in it, what has
/// something to be seen, the rest.
int rank(const Trace& trace, std::size_t place, const SocketState& socket) {
    const Step& step = trace.steps[place];
    if (is_mentioned(step, socket)) return 0;
    const std::vector<SocketState>& old = before(trace, place).sockets;
    if (std::find(old.begin(), old.end(), socket) == old.end()) return 1;
    return socket.unread > 0 || !socket.record.empty() ? 2 : 3;
}

ScreenPart sockets_part(const Trace& trace, std::size_t place, std::size_t width) {
    const State& state = trace.steps[place].state;
    std::vector<SocketState> sockets;
    std::copy_if(state.sockets.begin(), state.sockets.end(), std::back_inserter(sockets),
                 [](const SocketState& socket) { return socket.open; });
    if (sockets.size() > few_sockets) {
        std::stable_sort(sockets.begin(), sockets.end(), [&](const auto& one, const auto& other) {
            return rank(trace, place, one) < rank(trace, place, other);
        });
    }
    const bool is_wide = width >= room_for_prefix;
    const std::string count = counted(sockets.size(), "open socket");
    ScreenPart part{rule(is_wide ? count : count + ", without FD_", width), {}, 0, 2};
    for (const SocketState& socket : sockets) {
        std::vector<std::string> groups = socket_text(state, socket);
        if (!is_wide) std::transform(groups.begin(), groups.end(), groups.begin(), without_prefix);
        const std::vector<std::string> lines = wrapped(groups, width, width - 4);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            part.lines.push_back(cut((i == 0 ? "" : "    ") + lines[i], width));
        }
    }
    part.least = std::min(part.wanted(), most_sockets_lines);
    return part;
}

std::string margin_of(const Step& step, bool is_present) {
    const std::string mark = is_present ? ">" : " ";
    const std::string word = deviation_word(step);
    if (!word.empty()) return mark + word;
    if (!step.findings.empty()) return mark + "WRONG";
    return step.line > 0 ? fmt::format("{}{:>5}", mark, step.line) : mark;
}

ScreenPart lanes_part(const Trace& trace, std::size_t place, std::size_t width) {
    const Lanes lanes(trace, width);
    std::string header = lanes.header();
    header.replace(0, 6, "-- who");
    ScreenPart part{cut(header, width), {}, 0, 4};
    const std::size_t begin = place - std::min(place, most_around);
    const std::size_t end = std::min(trace.steps.size(), place + most_around + 1);
    for (std::size_t i = begin; i < end; ++i) {
        const Step& step = trace.steps[i];
        const std::size_t column = lanes.of(step.actor);
        const std::uint64_t time = i > 0 ? trace.steps[i - 1].time : 0;
        const std::string text =
            padded(margin_of(step, i == place), column) + printable(step_text(step, time));
        part.lines.push_back(cut(text, width));
    }
    part.focus = place - begin;
    return part;
}

}  // namespace

std::string cut(const std::string& text, std::size_t width) {
    if (text.size() <= width) return text;
    if (width < 4) return text.substr(0, width);
    return text.substr(0, width - 3) + "...";
}

std::vector<std::string> ScreenPart::in(std::size_t rows) const {
    std::vector<std::string> shown{heading};
    const std::size_t count = std::min(rows - 1, lines.size());
    const std::size_t wished = focus - std::min(focus, count / 2);
    const auto begin =
        lines.begin() + static_cast<std::ptrdiff_t>(std::min(wished, lines.size() - count));
    shown.insert(shown.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
    return shown;
}

std::vector<ScreenPart> screen_parts(const Trace& trace, std::size_t place, std::size_t width,
                                     const std::vector<std::string>& source) {
    std::vector<ScreenPart> parts{
        source_part(trace, place, width, source), slots_part(trace, place, width),
        sockets_part(trace, place, width), lanes_part(trace, place, width)};
    std::erase_if(parts, [](const ScreenPart& part) { return part.lines.empty(); });
    return parts;
}

}  // namespace winsock::sim
