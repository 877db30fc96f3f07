// Misreported: the program tells what is not so, or does not tell what is. The rule:
//
//   It tells each text of Scenario::tells, in their order, each as often as it stands there and no
//     more often. A text counts where it stands as words of its own: no letter or digit goes on
//     beside it, so "Gate 7" is not in "Gate 71". A place belongs to one text only, to the longest
//     that stands there.
//   It tells nothing of Scenario::never_tells, as words of its own.
//   Where anything is asked of what it tells, the rest of what it prints is text: not what the
//     memory behind a text held.
//   It ends with an exit code that says how it went: Scenario::exit_code.
//
// How it puts things, and what else it prints, is its own affair.

#include "sim/detectors/told.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/detectors/text.h"
#include "sim/detectors/words.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

/// The output, and which of its bytes belong to a text that is asked for.
class Output {
public:
    explicit Output(std::string_view text) : text_(text), taken_(text.size(), 0) {}

    /// The places where it stands as words of its own, and nothing else does. They are its now.
    std::vector<std::size_t> take(std::string_view wanted) {
        std::vector<std::size_t> places;
        for (std::size_t place = text_.find(wanted); place != std::string_view::npos;) {
            const bool splits =
                splits_a_word(text_, place) || splits_a_word(text_, place + wanted.size());
            if (!splits && !is_taken(place, wanted.size())) {
                places.push_back(place);
                std::fill_n(taken_.begin() + static_cast<std::ptrdiff_t>(place), wanted.size(), 1);
            }
            place = text_.find(wanted, place + 1);
        }
        return places;
    }

    /// The first bytes of the rest that are no text.
    std::string_view garbage() const {
        for (std::size_t begin = 0; begin < text_.size();) {
            std::size_t end = begin;
            while (end < text_.size() && taken_[end] == 0) ++end;
            const std::string_view found = no_text_in(text_.substr(begin, end - begin));
            if (!found.empty()) return found;
            begin = end + 1;
        }
        return {};
    }

private:
    bool is_taken(std::size_t place, std::size_t size) const {
        const auto begin = taken_.begin() + static_cast<std::ptrdiff_t>(place);
        return std::any_of(begin, begin + static_cast<std::ptrdiff_t>(size),
                           [](char taken) { return taken != 0; });
    }

    std::string_view text_;
    std::vector<char> taken_;
};

/// A text that is asked for, how often, and where it is told.
struct Asked {
    std::string_view text;
    std::size_t times = 0;
    std::vector<std::size_t> places;
};

std::vector<Asked> all_asked(const std::vector<std::string>& tells) {
    std::vector<Asked> all;
    for (const std::string& text : tells) {
        const auto known = std::find_if(all.begin(), all.end(),
                                        [&](const Asked& asked) { return asked.text == text; });
        if (known != all.end()) {
            ++known->times;
        } else if (!text.empty()) {
            all.push_back({text, 1, {}});
        }
    }
    return all;
}

std::string times_in_words(std::size_t times) {
    return times == 1 ? "once" : times == 2 ? "twice" : std::to_string(times) + " times";
}

/// What is wrong with how often they are told, and in which order; "" if nothing is.
std::string what_is_wrong(std::vector<Asked>& all, const std::vector<std::string>& tells) {
    for (const Asked& asked : all) {
        const std::size_t told = asked.places.size();
        if (told == asked.times) continue;
        if (told == 0) return in_quotes(asked.text) + " is never told";
        return in_quotes(asked.text) + " is told " + times_in_words(told) + ", and should be " +
               times_in_words(asked.times);
    }
    std::size_t last = 0;
    std::string_view before;
    for (const std::string& text : tells) {
        const auto asked = std::find_if(all.begin(), all.end(),
                                        [&](const Asked& one) { return one.text == text; });
        if (asked == all.end()) continue;
        const std::size_t place = asked->places.front();
        asked->places.erase(asked->places.begin());
        if (place < last) return in_quotes(text) + " is told before " + in_quotes(before);
        last = place;
        before = text;
    }
    return "";
}

}  // namespace

void judge_what_is_told(World& world) {
    const Scenario& scenario = *world.scenario();
    if (scenario.tells.empty() && scenario.never_tells.empty()) return;
    const auto find = [&](std::string detail) {
        world.find_at_end(Detector::misreported, "", std::move(detail));
    };
    for (const std::string& text : scenario.never_tells) {
        if (!text.empty() && !Output(world.output()).take(text).empty()) {
            find(in_quotes(text) + " is told, and is not so");
        }
    }
    std::vector<Asked> all = all_asked(scenario.tells);
    std::vector<Asked*> by_length;
    for (Asked& asked : all) by_length.push_back(&asked);
    std::stable_sort(by_length.begin(), by_length.end(), [](const Asked* one, const Asked* other) {
        return one->text.size() > other->text.size();
    });
    Output output(world.output());
    for (Asked* const asked : by_length) asked->places = output.take(asked->text);
    if (std::string wrong = what_is_wrong(all, scenario.tells); !wrong.empty()) {
        find(std::move(wrong));
    }
    if (const std::string_view garbage = output.garbage(); !garbage.empty()) {
        find(in_quotes(garbage) + " is printed, which nobody has said");
    }
}

void judge_the_exit_code(World& world) {
    const ExitCode wanted = world.scenario()->exit_code;
    const bool is_zero = world.exit_code == 0;
    if (wanted == ExitCode::any || is_zero == (wanted == ExitCode::zero)) return;
    world.find_at_end(Detector::misreported, "",
                      "the program ends with exit code " + code_in_words(world.exit_code) +
                          (is_zero ? ", as if all had gone well" : ", as if something had failed"));
}

}  // namespace winsock::sim
