#include "sim/report/step_sentence.h"

#include <fmt/format.h>

#include "sim/report/step_text.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

std::string who(const Step& step) {
    const bool is_a_role = step.actor == "server" || step.actor == "client" || step.actor == "main";
    return is_a_role ? "the " + step.actor : step.actor;
}

/// ", which returns sA"; "" if success is all there is.
std::string which_returns(const Step& step) {
    const std::string outcome = outcome_text(step);
    if (outcome.empty()) return "";
    const bool enumerates = step.call == "WSAEnumNetworkEvents" && step.error.empty();
    return (enumerates ? ", which reports " : ", which returns ") + outcome;
}

std::string happening(const Step& step) {
    const std::string actor = who(step);
    switch (step.kind) {
        case Step::Kind::call:
            return fmt::format("{} calls {}{}", actor, call_text(step), which_returns(step));
        case Step::Kind::sleeps:
            return fmt::format("{} calls {}, and sleeps", actor, call_text(step));
        case Step::Kind::dies:
            return fmt::format("{} calls {}, which never comes back", actor, call_text(step));
        case Step::Kind::wakes:
            return fmt::format("{} wakes in {}{}", actor, place_text(step.call, step.line),
                               which_returns(step));
        case Step::Kind::acts: return step.deed;
        case Step::Kind::goes_first:
            return actor + " goes first, although another would have been next";
        case Step::Kind::misfortune: return step.text;
        case Step::Kind::prints:
            return fmt::format("{} prints {}", actor, in_quotes(step.text, 60));
        case Step::Kind::stores: return actor + " changes its arrays";
    }
    return "";
}

std::string came_again(const Repetition& repetition) {
    const std::string what =
        repetition.steps == 1
            ? "This step"
            : fmt::format("These {} steps, of which this is the last,", repetition.steps);
    return repetition.times == 1 ? what + " came once more."
                                 : fmt::format("{} came {} times more.", what, repetition.times);
}

}  // namespace

std::string step_sentence(const Trace& trace, std::size_t place) {
    const Step& step = trace.steps[place];
    const std::uint64_t before = place > 0 ? trace.steps[place - 1].time : 0;
    std::string text = happening(step);
    if (step.time > before) text += fmt::format(", {} ms later", step.time - before);
    return sentence(text);
}

std::vector<std::string> step_notes(const Trace& trace, std::size_t place) {
    const Step& step = trace.steps[place];
    std::vector<std::string> notes;
    const std::string word = deviation_word(step);
    if (!word.empty()) notes.push_back(word + ": an unlucky moment.");
    for (const std::size_t number : step.findings) {
        if (number >= trace.findings.size()) continue;
        const TraceFinding& finding = trace.findings[number];
        notes.push_back(sentence("WRONG: " + finding.detector + ": " + finding.detail));
    }
    for (const Repetition& repetition : trace.repetitions) {
        if (repetition.first + repetition.steps == place + 1)
            notes.push_back(came_again(repetition));
    }
    if (place + 1 == trace.steps.size() && trace.left_out > 0) {
        notes.push_back(
            fmt::format("Left out behind this one: {}.", counted(trace.left_out, "step")));
    }
    return notes;
}

bool is_out_of_the_ordinary(const Trace& trace, std::size_t place) {
    const Step& step = trace.steps[place];
    const bool is_last = place + 1 == trace.steps.size();
    return step.deviation || !step.findings.empty() || (is_last && !trace.findings.empty());
}

}  // namespace winsock::sim
