#include "sim/report/parting.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/exit_code.h"
#include "sim/report/step_text.h"

namespace winsock::sim {

namespace {

constexpr std::size_t shown_steps = 6;
constexpr std::size_t few_steps = 4;
constexpr std::size_t gap = 3;
constexpr std::size_t narrow = 72;

bool is_same(const Step& one, const Step& other) {
    return one.kind == other.kind && one.actor == other.actor && one.deed == other.deed &&
           one.line == other.line && one.time == other.time &&
           step_text(one, 0) == step_text(other, 0);
}

/// In which step the program fell asleep last; null if in none.
const Step* last_sleep(const Trace& trace) {
    const Step* last = nullptr;
    for (const Step& step : trace.steps) {
        if (step.kind == Step::Kind::sleeps) last = &step;
    }
    return last;
}

/// Whether a wait ends by itself: its time is its last argument.
bool has_an_end(const Step& wait) {
    const bool takes_a_time = wait.call == "Sleep" || wait.call.find("Wait") != std::string::npos ||
                              wait.call.ends_with("_for") || wait.call == "std::atomic::wait";
    return takes_a_time && !wait.arguments.empty() && !wait.arguments.back().ends_with("INFINITE");
}

/// Whether all that is wrong was seen while it happened, and not in how it ends.
bool ends_well(const Trace& trace) {
    std::size_t seen = 0;
    for (const Step& step : trace.steps) seen += step.findings.size();
    return seen == trace.findings.size();
}

std::string sleeping_text(const Trace& trace) {
    const bool several = trace.threads.size() > 1;
    const std::string program = the_program(trace);
    const bool fails = !trace.findings.empty();
    if (fails && ends_well(trace)) return several ? "all threads sleep" : program + " sleeps";
    if (several && !fails) return "all threads sleep, and have left nothing undone";
    if (several) return "all threads sleep, and nothing will wake them";
    if (!fails) return program + " sleeps, and has left nothing undone";
    const Step* const sleep = last_sleep(trace);
    if (sleep == nullptr) return program + " sleeps, and nothing will wake it";
    return program + " sleeps in " + place_text(sleep->call, sleep->line) +
           (has_an_end(*sleep) ? ", and nothing but its time-out will wake it"
                               : ", and nothing will wake it");
}

/// One side: its steps from where they part, then its end.
class Side {
public:
    Side(const Trace& trace, std::size_t width) : trace_(trace), width_(width) {}

    void add(const std::string& text) {
        const std::vector<std::string> parts = wrapped(text, width_, width_ - 2);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            lines_.push_back(i == 0 ? parts[i] : "  " + parts[i]);
        }
    }
    void add(const Step& step) {
        const bool names_thread = trace_.threads.size() > 1 && step.kind != Step::Kind::acts;
        add(names_thread ? step.actor + ": " + short_text(step) : short_text(step));
    }
    void add_from(std::size_t begin) {
        std::uint64_t left_out = trace_.left_out;
        for (const Repetition& repetition : trace_.repetitions) {
            if (repetition.first >= begin) left_out += repetition.steps * repetition.times;
        }
        std::size_t shown = 0;
        for (std::size_t i = begin; i < trace_.steps.size(); ++i) {
            if (trace_.steps[i].kind == Step::Kind::stores) continue;
            if (shown < shown_steps) {
                ++shown;
                add(trace_.steps[i]);
            } else {
                ++left_out;
            }
        }
        if (left_out > 0) add("... " + counted(left_out, "step") + " more");
    }
    void add_end() {
        add(sentence("The end: " + ending_text(trace_)));
        for (const TraceFinding& finding : trace_.findings) add(sentence(finding.detail));
    }
    const std::vector<std::string>& lines() const { return lines_; }

private:
    const Trace& trace_;
    const std::size_t width_;
    std::vector<std::string> lines_;
};

/// The two sides: what the unlucky moment adds, what both do all the same, then each by itself.
void fill(Side& left, const Trace& failing, Side& right, const Trace& passing, std::size_t common) {
    std::size_t here = common;
    while (here < failing.steps.size() && failing.steps[here].deviation) {
        left.add(failing.steps[here++]);
    }
    std::size_t same = 0;
    while (here + same < failing.steps.size() && common + same < passing.steps.size() &&
           is_same(failing.steps[here + same], passing.steps[common + same])) {
        ++same;
    }
    if (same < few_steps) same = 0;
    if (same > 0) {
        left.add("... " + counted(same, "step") + " as there");
        right.add("... " + counted(same, "step") + " as here");
    }
    left.add_from(here + same);
    right.add_from(common + same);
    left.add("");
    left.add_end();
    right.add("");
    right.add_end();
}

std::string side_by_side(const Side& left, const Side& right, std::size_t half, const Ink& ink) {
    const auto put = [&](const std::string& one, const std::string& other) {
        std::string line = "  " + padded(one, half) + std::string(gap, ' ') + other;
        line.erase(line.find_last_not_of(' ') + 1);
        return line + "\n";
    };
    std::string text = ink.dim(put("this one fails", "that one passes"));
    text += ink.dim(put(std::string(14, '-'), std::string(15, '-')));
    const std::vector<std::string>& ones = left.lines();
    const std::vector<std::string>& others = right.lines();
    for (std::size_t i = 0; i < std::max(ones.size(), others.size()); ++i) {
        text += put(i < ones.size() ? ones[i] : "", i < others.size() ? others[i] : "");
    }
    return text;
}

/// For narrow terminals.
std::string one_below_the_other(const Side& left, const Side& right, const Ink& ink) {
    const auto put = [](const Side& side) {
        std::string text;
        for (const std::string& line : side.lines())
            text += line.empty() ? "\n" : "  " + line + "\n";
        return text;
    };
    return ink.dim("this one fails:") + "\n" + put(left) + "\n" + ink.dim("that one passes:") +
           "\n" + put(right);
}

}  // namespace

std::size_t common_steps(const Trace& one, const Trace& other) {
    const std::size_t size = std::min(one.steps.size(), other.steps.size());
    std::size_t same = 0;
    while (same < size && is_same(one.steps[same], other.steps[same])) ++same;
    return same;
}

std::string ending_text(const Trace& trace) {
    if (trace.ending == "quiescent") return sleeping_text(trace);
    if (trace.ending == "returned") {
        return fmt::format("main() returns {}", code_in_words(trace.exit_code));
    }
    if (trace.ending == "exited") {
        return fmt::format("the program exits with code {}", code_in_words(trace.exit_code));
    }
    if (trace.ending == "found") {
        const auto& found = trace.findings;
        if (found.empty()) return "it was stopped here, for a reason that is not judged here";
        const bool spins = std::any_of(found.begin(), found.end(), [](const TraceFinding& one) {
            return one.detector == name_of(Detector::spin);
        });
        return spins ? "it was stopped here: it would have gone on for ever"
                     : "it was stopped here, because of what it was about to do";
    }
    return "the recording breaks off here: the process was gone";
}

std::string parting_text(const Trace& failing, const Trace& passing, std::size_t width,
                         const Ink& ink) {
    const std::size_t common = common_steps(failing, passing);
    const std::size_t luck = passing.deviations().size();
    std::string text = fmt::format("The nearest execution that passes has {} unlucky moment{}.",
                                   number_word(luck), luck > 1 ? "s" : "");
    const Step* last = nullptr;
    for (std::size_t i = 0; i < common; ++i) {
        if (!failing.steps[i].call.empty()) last = &failing.steps[i];
    }
    text += last == nullptr ? " They part at the beginning:"
                            : " They part after " + place_text(last->call, last->line) + ":";
    const bool is_narrow = width < narrow;
    const std::size_t column = is_narrow ? width - 2 : (width - 2 - gap) / 2;
    Side left(failing, column);
    Side right(passing, column);
    fill(left, failing, right, passing, common);
    return paragraph(text, width) + "\n" +
           (is_narrow ? one_below_the_other(left, right, ink)
                      : side_by_side(left, right, column, ink));
}

}  // namespace winsock::sim
