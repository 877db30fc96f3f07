#include "sim/report/stepper.h"

#include <algorithm>
#include <utility>

#include "sim/report/parting.h"
#include "sim/report/step_sentence.h"

namespace winsock::sim {

namespace {

constexpr std::size_t far = 10;  // steps

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         end = text.find('\n', begin)) {
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (begin < text.size()) lines.push_back(text.substr(begin));
    return lines;
}

}  // namespace

Stepper::Stepper(Steppable what) : what_(std::move(what)), source_(lines_of(what_.source)) {
    if (!what_.passing) return;
    common_ = common_steps(what_.trace, *what_.passing);
    const std::vector<Step>& steps = what_.trace.steps;
    while (common_ + inserted_ < steps.size() && steps[common_ + inserted_].deviation) ++inserted_;
}

void Stepper::press(StepperKey key) {
    const bool was_help = std::exchange(shows_help_, false);
    message_.clear();
    if (key == StepperKey::keys) shows_help_ = !was_help;
    if (was_help || key == StepperKey::keys || key == StepperKey::end) return;
    switch (key) {
        case StepperKey::next: move_to(place_ + 1); break;
        case StepperKey::back: move_to(place_ - std::min<std::size_t>(place_, 1)); break;
        case StepperKey::far_next: move_to(place_ + far); break;
        case StepperKey::far_back: move_to(place_ - std::min(place_, far)); break;
        case StepperKey::first: move_to(0); break;
        case StepperKey::last: move_to(shown().steps.size()); break;
        case StepperKey::special: go_to_special(); break;
        case StepperKey::other: change_sides(); break;
        case StepperKey::keys:
        case StepperKey::end: break;  // see above
    }
}

void Stepper::move_to(std::size_t place) {
    const std::size_t size = shown().steps.size();
    const std::size_t reached = size == 0 ? 0 : std::min(place, size - 1);
    if (reached == place_) {
        message_ = place_ == 0 ? "This is the first step." : "This is the last step.";
    } else {
        left_at_.reset();
    }
    place_ = reached;
}

void Stepper::go_to_special() {
    for (std::size_t place = place_ + 1; place < shown().steps.size(); ++place) {
        if (is_out_of_the_ordinary(shown(), place)) return move_to(place);
    }
    message_ = "Behind this step there is no unlucky moment, and nothing is WRONG.";
}

void Stepper::change_sides() {
    if (!what_.passing) {
        message_ = no_passing_text();
        return;
    }
    const std::size_t place = left_at_.value_or(same_place_on_the_other_side());
    left_at_ = place_;
    shows_passing_ = !shows_passing_;
    const std::size_t size = shown().steps.size();
    place_ = size == 0 ? 0 : std::min(place, size - 1);
}

// Behind the place where they part the one that passes has everything but the unlucky moments, as
// long as it goes on in the same way.
std::size_t Stepper::same_place_on_the_other_side() const {
    if (place_ < common_) return place_;
    if (shows_passing_) return place_ + inserted_;
    return place_ < common_ + inserted_ ? common_ : place_ - inserted_;
}

std::string Stepper::no_passing_text() const {
    if (what_.trace.findings.empty()) return "This is an execution that passes. There is no other.";
    if (what_.trace.deviations().empty()) {
        return "It needs no unlucky moment: it happens while nobody hurries. So there is none to "
               "leave "
               "out, and no execution beside it.";
    }
    return "With one unlucky moment fewer it fails, too. So there is no passing execution to "
           "compare it with.";
}

}  // namespace winsock::sim
