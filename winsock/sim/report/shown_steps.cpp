#include "sim/report/shown_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "sim/report/arrays_text.h"
#include "sim/report/fold.h"
#include "sim/report/step_sentence.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

constexpr std::size_t few = 160;         // are shown whatever they are
constexpr std::size_t most = 240;        // are shown at all, but for what is out of the ordinary
constexpr std::size_t at_begin = 80;     // of more
constexpr std::size_t at_end = 120;      // the end is what one came for
constexpr std::size_t around = 3;        // what is out of the ordinary
constexpr std::size_t worth_a_word = 6;  // fewer steps are shown rather than left out

/// Out of the ordinary is also what has a note, that it came so many times more above all; and
/// where the arrays go out of step.
bool is_special(const Trace& trace, std::size_t place) {
    return is_out_of_the_ordinary(trace, place) || !step_notes(trace, place).empty() ||
           parts_arrays(trace, place);
}

/// What is equal in steps that differ in names and numbers only. What is out of the ordinary is
/// like nothing else.
std::string key_of(const Trace& trace, std::size_t place) {
    static const std::regex sample(R"re("(?:[^"\\]|\\.)*"(?:\.\.\.)?)re");
    static const std::regex number("[0-9]+");
    if (is_special(trace, place)) return fmt::format("step {}", place);
    const Step& step = trace.steps[place];
    const std::string text = std::regex_replace(step_sentence(trace, place), sample, "\"\"");
    return fmt::format("{}|{}", step.line, std::regex_replace(text, number, "#"));
}

std::string again_text(const Fold& fold) {
    const std::string what = fold.length == 1
                                 ? "The step above comes"
                                 : fmt::format("The {} steps above come", number_word(fold.length));
    return fmt::format("{} {} times more, with other names or numbers; below is the last time.",
                       what, number_word(fold.again));
}

/// What is said of the steps up to `next`, if it is these that are left out.
struct Told {
    std::string text;
    std::size_t next = 0;
};

/// Marks those of what comes again that are shown, and says what is not.
void show(const Fold& fold, std::vector<bool>& shown, std::vector<Told>& texts) {
    const std::size_t end = fold.begin + fold.length * (fold.again + 1);
    const std::size_t left_out = fold.again > 0 ? fold.length * (fold.again - 1) : 0;
    const bool all = left_out < worth_a_word;
    for (std::size_t i = fold.begin; i < end; ++i) {
        shown[i] = all || i < fold.begin + fold.length || i + fold.length >= end;
    }
    if (!all) texts[fold.begin + fold.length - 1] = {again_text(fold), end - fold.length};
}

/// Of what is still shown leaves out the middle, but for what is out of the ordinary in it.
void thin_out(const Trace& trace, std::vector<bool>& shown) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i]) places.push_back(i);
    }
    if (places.size() <= most) return;
    for (std::size_t i = at_begin; i + at_end < places.size(); ++i) shown[places[i]] = false;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (!is_special(trace, i)) continue;
        const std::size_t end = std::min(shown.size(), i + around + 1);
        for (std::size_t k = i - std::min(i, around); k < end; ++k) shown[k] = true;
    }
}

}  // namespace

std::vector<Stretch> shown_steps(const Trace& trace) {
    const std::size_t size = trace.steps.size();
    std::vector<bool> shown(size, true);
    std::vector<Told> texts(size);
    if (size > few) {
        std::vector<std::string> keys;
        for (std::size_t i = 0; i < size; ++i) keys.push_back(key_of(trace, i));
        for (const Fold& fold : folded(keys)) show(fold, shown, texts);
        thin_out(trace, shown);
    }
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < size;) {
        const auto here = shown.begin() + static_cast<std::ptrdiff_t>(i);
        const auto end =
            static_cast<std::size_t>(std::find(here, shown.end(), false) - shown.begin());
        const auto next = static_cast<std::size_t>(
            std::find(shown.begin() + static_cast<std::ptrdiff_t>(end), shown.end(), true) -
            shown.begin());
        std::string text;
        if (end > 0 && texts[end - 1].next == next) {
            text = texts[end - 1].text;
        } else if (end < next) {
            text = sentence(counted(next - end, "step") + " left out here");
        }
        stretches.push_back({i, end, std::move(text)});
        i = next;
    }
    return stretches;
}

}  // namespace winsock::sim
