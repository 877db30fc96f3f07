// What stands on the stepper's screen.
#include <fmt/format.h>

#include <algorithm>

#include "sim/report/parting.h"
#include "sim/report/screen_parts.h"
#include "sim/report/step_sentence.h"
#include "sim/report/stepper.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

constexpr std::size_t most_columns = 100;
constexpr std::size_t usual_said =
    3;  // lines; fewer leave a gap, so that the parts below stand still

void add(std::vector<std::string>& lines, const std::vector<std::string>& more) {
    lines.insert(lines.end(), more.begin(), more.end());
}

void add_paragraph(std::vector<std::string>& lines, const std::string& text, std::size_t width) {
    add(lines, wrapped(text, width, width));
}

std::vector<std::string> too_small(std::size_t rows, std::size_t columns) {
    std::vector<std::string> lines =
        wrapped(fmt::format("This window is too small: {} lines of {} columns are needed. Make it "
                            "larger, or press q.",
                            Stepper::least_rows, Stepper::least_columns),
                columns, columns);
    lines.resize(rows);
    return lines;
}

std::string key_line(std::size_t width, bool has_other) {
    const std::string wide = fmt::format("right next  left back  {}w wrong  ? keys  q end",
                                         has_other ? "Tab other  " : "");
    if (wide.size() <= width) return wide;
    return has_other ? "n next b back t other w wrong ? keys q"
                     : "n next  b back  w wrong  ? keys  q end";
}

/// Shares the room among the parts: each gets what it needs at least, those above first, then all
/// one line after the other as long as somebody wants one.
std::vector<std::size_t> shared(const std::vector<ScreenPart>& parts, std::size_t room) {
    std::vector<std::size_t> rows(parts.size(), 0);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t least = std::min(parts[i].least, parts[i].wanted());
        if (least > room) continue;
        rows[i] = least;
        room -= least;
    }
    for (bool wanted = true; wanted && room > 0;) {
        wanted = false;
        for (std::size_t i = 0; i < parts.size() && room > 0; ++i) {
            if (rows[i] == 0 || rows[i] >= parts[i].wanted()) continue;
            ++rows[i];
            --room;
            wanted = true;
        }
    }
    return rows;
}

}  // namespace

std::vector<std::string> Stepper::screen(std::size_t rows, std::size_t columns) const {
    if (rows < least_rows || columns < least_columns) return too_small(rows, columns);
    const std::size_t width = std::min(columns, most_columns);
    if (shows_help_) return help(rows, width);
    std::vector<std::string> lines = title(width);
    std::vector<std::string> text = said(width);
    std::vector<std::string> below;
    if (!message_.empty()) add_paragraph(below, message_, width);
    below.push_back(key_line(width, what_.passing.has_value()));
    const std::size_t room = rows - lines.size() - below.size();
    if (text.size() > room) {
        text.resize(room);
        text.back() = "... (make the window larger to read on)";
    }
    add(lines, text);
    if (!shown().steps.empty()) {
        const std::vector<ScreenPart> parts = screen_parts(shown(), place_, width, source_);
        const std::vector<std::size_t> share = shared(parts, room - text.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (share[i] > 0) add(lines, parts[i].in(share[i]));
        }
    }
    lines.resize(rows - below.size());
    add(lines, below);
    return lines;
}

std::vector<std::string> Stepper::title(std::size_t width) const {
    const std::size_t size = shown().steps.size();
    std::vector<std::string> lines{
        cut(what_.trace.lesson + fmt::format(", step {} of {}", std::min(place_ + 1, size), size),
            width),
        cut(what_.promise, width)};
    add_paragraph(lines, side_text(), width);
    lines.emplace_back();
    return lines;
}

std::string Stepper::side_text() const {
    if (!what_.passing) {
        return what_.trace.findings.empty() ? "This execution passes." : "This execution FAILS.";
    }
    const char* const side =
        shows_passing_ ? "This one PASSES, with one unlucky moment fewer." : "This one FAILS.";
    const char* const other = shows_passing_ ? "the one that fails" : "the nearest that passes";
    if (place_ < common_) {
        return fmt::format("{} Up to step {} it is the same as {}.", side, common_, other);
    }
    return fmt::format("{} From step {} on it differs from {}.", side, common_ + 1, other);
}

std::vector<std::string> Stepper::said(std::size_t width) const {
    std::vector<std::string> lines;
    const std::size_t size = shown().steps.size();
    if (size == 0) {
        lines.emplace_back("No step was recorded.");
    } else {
        add_paragraph(lines, step_sentence(shown(), place_), width);
        for (const std::string& note : step_notes(shown(), place_))
            add_paragraph(lines, note, width);
    }
    if (place_ + 1 >= size) add(lines, end_text(width));
    if (lines.size() < usual_said) lines.resize(usual_said);
    return lines;
}

std::vector<std::string> Stepper::end_text(std::size_t width) const {
    std::vector<std::string> lines;
    add_paragraph(lines, "The end: " + sentence(ending_text(shown())), width);
    for (const TraceFinding& finding : shown().findings) {
        add_paragraph(lines, sentence(finding.detector) + " " + sentence(finding.detail), width);
    }
    if (what_.window && !shows_passing_) {
        add_paragraph(lines, "When it happens: " + what_.window->text() + ".", width);
    } else if (!shown().findings.empty() && shown().deviations().empty()) {
        add_paragraph(lines, "It needs no unlucky moment: it happens while nobody hurries.", width);
    }
    return lines;
}

std::vector<std::string> Stepper::help(std::size_t rows, std::size_t width) const {
    std::vector<std::string> lines{
        "right  space  n  j   the next step",
        "left  b  p  k        the step before",
        "PgDn  PgUp           ten steps on, back",
        "Home  g              the first step",
        "End  G               the last step",
        "w                    on to what is WRONG,",
        "                     or an unlucky moment",
        "Tab  t               the nearest execution",
        "                     that passes, and back",
        "?                    these keys",
        "q  Esc  Ctrl-C       the end",
        "",
        "A > marks the present line and step.",
        "EARLY, FIRST, MISHAP: unlucky moments.",
    };
    for (std::string& line : lines) line = cut(line, width);
    lines.resize(rows - 1);
    lines.emplace_back("Any key: back to the execution");
    return lines;
}

}  // namespace winsock::sim
