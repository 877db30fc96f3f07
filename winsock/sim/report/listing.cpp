#include "sim/report/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "sim/report/arrays_text.h"
#include "sim/report/row.h"
#include "sim/report/step_text.h"

namespace winsock::sim {

namespace {

constexpr std::size_t indent = 2;  // of what goes on below

// Who reads hundreds of lines of an execution reads its beginning and its end.
constexpr std::size_t most_shown = 120;  // steps, or what several of them are folded to
constexpr std::size_t shown_at_begin = 40;
constexpr std::size_t shown_at_end = 60;
constexpr std::size_t least_left_out = 4;  // at the beginning; fewer are not worth a line

/// Findings that are about the two arrays.
bool is_about_arrays(const TraceFinding& finding) {
    return finding.detector == name_of(Detector::out_of_step) ||
           finding.detector == name_of(Detector::array_overrun) ||
           finding.detector == name_of(Detector::invalid_wait);
}

std::string margin_of(const Step& step) {
    std::string word = deviation_word(step);
    if (!word.empty()) return word;
    return step.line > 0 ? fmt::format("{:>6}", step.line) : "";
}

/// The text without what is shown of bytes that are too many: "the next 512 bytes" is the same
/// again.
std::string without_samples(const std::string& text) {
    static const std::regex sample(R"re("(?:[^"\\]|\\.)*"\.\.\. )re");
    return std::regex_replace(text, sample, "");
}

}  // namespace

Listing::Listing(const Trace& trace, std::size_t width, Ink ink)
    : trace_(trace), width_(width), ink_(ink), lanes_(trace, width) {
    if (!trace.threads.empty()) thread_ = trace.threads.front();
}

std::string Listing::Entry::key() const {
    std::string key = fmt::format("{}|{}|{}|{}", step->actor, margin_of(*step), name_of(step->kind),
                                  without_samples(text));
    for (const std::string& group : slots) key += "|" + group;
    for (const std::string& finding : wrong) key += "|" + finding;
    return key;
}

Listing::Entry Listing::entry_of(const Step& step, const Step* before) const {
    Entry entry{&step, "", {}, {}};
    if (step.kind != Step::Kind::stores) {
        entry.text = step_text(step, before != nullptr ? before->time : 0);
    }
    const ArraysState* const now = step.state.arrays ? &*step.state.arrays : nullptr;
    const ArraysState* const old =
        before != nullptr && before->state.arrays ? &*before->state.arrays : nullptr;
    bool shows_slots = now != nullptr && (old == nullptr ? !now->slots.empty() : *now != *old);
    for (const std::size_t place : step.findings) {
        if (place >= trace_.findings.size()) continue;
        const TraceFinding& finding = trace_.findings[place];
        entry.wrong.push_back(finding.detector + ": " + finding.detail);
        shows_slots = shows_slots || (now != nullptr && is_about_arrays(finding));
    }
    if (shows_slots) entry.slots = slots_line(trace_, step.state, old);
    return entry;
}

std::vector<Listing::Entry> Listing::entries() const {
    std::vector<Entry> list;
    const Step* before = nullptr;
    for (const Step& step : trace_.steps) {
        list.push_back(entry_of(step, before));
        before = &step;
    }
    return list;
}

// What does not fit goes on below; an outcome as a whole, if it can.
void Listing::put_text(const std::string& margin, std::size_t column, const std::string& text) {
    const std::size_t room = width_ - column;
    const std::size_t arrow = text.find(" -> ");
    const bool splits = text.size() > room && arrow != std::string::npos;
    std::vector<std::string> lines =
        wrapped(splits ? text.substr(0, arrow) : text, room, room - indent);
    if (splits) {
        const auto rest = wrapped(text.substr(arrow + 1), room - indent, room - indent);
        lines.insert(lines.end(), rest.begin(), rest.end());
    }
    put_lines(margin, column, lines);
}

void Listing::put_lines(const std::string& margin, std::size_t column,
                        const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string left = i == 0 ? margin : "";
        const std::size_t begin = column + (i == 0 ? 0 : indent);
        const bool is_word = !left.empty() && left.front() != ' ';
        result_ += is_word ? ink_.bold(left) : ink_.dim(left);
        result_ += std::string(begin - left.size(), ' ') + ink_.signs(lines[i]) + "\n";
    }
}

// With several threads, whose turn it is now.
void Listing::name_thread(const std::string& actor) {
    const auto& threads = trace_.threads;
    const bool is_thread = std::find(threads.begin(), threads.end(), actor) != threads.end();
    if (!is_thread || actor == thread_) return;
    thread_ = actor;
    put_text("", lanes_.of(actor), actor + ":");
}

void Listing::put(const Entry& entry) {
    const Step& step = *entry.step;
    name_thread(step.actor);
    const std::size_t column = lanes_.of(step.actor);
    if (!entry.text.empty()) put_text(margin_of(step), column, entry.text);
    for (const std::string& finding : entry.wrong) put_text("WRONG", column, finding);
    if (entry.slots.empty()) return;
    const std::size_t room = width_ - column - indent;
    put_lines("", column + indent, wrapped(entry.slots, room, room - indent));
}

// "... the same four calls 14 times more".
void Listing::put_repetition(const Entry* begin, std::size_t length, std::uint64_t times,
                             const std::string& addition) {
    const bool all_calls = std::all_of(begin, begin + length, [](const Entry& entry) {
        return entry.step->kind == Step::Kind::call;
    });
    const std::string thing = all_calls ? "call" : "step";
    std::string text = length == 1 ? fmt::format("... the same {}", thing)
                                   : fmt::format("... the same {} {}s", number_word(length), thing);
    text += times == 1 ? " once more" : fmt::format(" {} times more", number_word(times));
    put_text("", lanes_.of(begin->step->actor), text + addition);
}

// In what those that come again are others: ", for eC2 to eC5". "" if in nothing.
std::string Listing::difference(const std::vector<Entry>& list, const Fold& fold) {
    const Entry* const first = &list[fold.begin];
    const Entry* const last = first + fold.length * fold.again;
    const bool same =
        std::equal(first, last, first + fold.length,
                   [](const Entry& one, const Entry& next) { return one.text == next.text; });
    if (same) return "";
    const bool is_row = fold.length == 1 && first[1].text == about_the_next(first->text);
    if (!is_row) return ", with other bytes";
    return fmt::format(", for {} to {}", numbered_in(first[1].text), numbered_in(last->text));
}

void Listing::put(const std::vector<Entry>& list, const Fold& fold) {
    for (std::size_t i = 0; i < fold.length; ++i) put(list[fold.begin + i]);
    const std::size_t end = fold.begin + fold.length * (fold.again + 1);
    std::uint64_t times = fold.again;
    const Repetition* alone = nullptr;
    for (const Repetition& repetition : trace_.repetitions) {
        const std::size_t last = repetition.first + repetition.steps;
        if (last <= fold.begin || last > end) continue;
        if (repetition.first >= fold.begin && repetition.steps % fold.length == 0) {
            times += repetition.times * (repetition.steps / fold.length);
        } else {
            alone = &repetition;
        }
    }
    if (times > 0) {
        const std::uint64_t from = list[fold.begin + fold.length - 1].step->time;
        const std::uint64_t time = list[end - 1].step->time - from;
        put_repetition(&list[fold.begin], fold.length, times,
                       (time > 0 ? fmt::format(", {} ms", time) : "") + difference(list, fold));
    }
    if (alone != nullptr) put_repetition(&list[alone->first], alone->steps, alone->times, "");
}

// Of a long one the middle is left out, but for what is out of the ordinary there.
// Says what is left out: what a server does before anybody comes, but for the call in which it
// waits, unless something is out of the ordinary there. Returns the first fold to be shown.
std::size_t Listing::leave_out_beginning(const std::vector<Entry>& list,
                                         const std::vector<Fold>& folds) {
    std::size_t first = 0;
    for (bool usual = true; usual && first < folds.size(); ++first) {
        const Entry& entry = list[folds[first].begin];
        usual = entry.step->kind != Step::Kind::acts && !entry.step->deviation &&
                entry.wrong.empty() && folds[first].again == 0;
    }
    if (first == folds.size() || first < least_left_out + 2) return 0;
    first -= 2;  // somebody has come, after the server went to sleep
    const std::size_t steps = folds[first].begin;
    int line = 0;  // what a program prints or stores has none
    for (std::size_t i = 0; i < steps; ++i) line = std::max(line, list[i].step->line);
    put_text(
        "", Lanes::margin,
        fmt::format("... {} begins: {} steps, up to line {}", the_program(trace_), steps, line));
    return first;
}

void Listing::put(const std::vector<Entry>& list, const std::vector<Fold>& folds,
                  std::size_t first_fold) {
    const bool is_long = folds.size() > most_shown;
    std::size_t left_out = 0;
    const auto put_gap = [&] {
        if (left_out > 0) {
            put_text("", Lanes::margin, fmt::format("... {} steps are left out here", left_out));
        }
        left_out = 0;
    };
    for (std::size_t i = first_fold; i < folds.size(); ++i) {
        const Entry& first = list[folds[i].begin];
        const bool is_special = first.step->deviation || !first.wrong.empty();
        const bool is_in_middle = i >= shown_at_begin && i + shown_at_end < folds.size();
        if (is_long && is_in_middle && !is_special) {
            left_out += folds[i].length * (folds[i].again + 1);
            continue;
        }
        put_gap();
        put(list, folds[i]);
    }
    put_gap();
}

std::string Listing::text(bool briefly) {
    result_ = ink_.dim(lanes_.header()) + "\n\n";
    const std::vector<Entry> list = entries();
    std::vector<std::string> keys;
    keys.reserve(list.size());
    for (const Entry& entry : list) keys.push_back(entry.key());
    // What is done for one client after the other is the same, too.
    for (std::size_t i = 0; i < keys.size();) {
        const std::size_t length = row_at(keys, i);
        std::fill_n(keys.begin() + static_cast<std::ptrdiff_t>(i), length, keys[i]);
        i += length;
    }
    const std::vector<Fold> folds = folded(keys);
    put(list, folds, briefly ? leave_out_beginning(list, folds) : 0);
    if (trace_.left_out > 0) {
        put_text("", Lanes::margin, fmt::format("... {} more steps are left out", trace_.left_out));
    }
    return std::move(result_);
}

}  // namespace winsock::sim
