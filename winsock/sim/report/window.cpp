#include "sim/report/window.h"

#include <algorithm>
#include <vector>

#include "sim/report/step_text.h"

namespace winsock::sim {

namespace {

/// A choice point at which the same action could be chosen.
struct Candidate {
    const ChoicePoint* point;
    std::uint16_t chosen;

    Deviation deviation() const {
        return {point->point, static_cast<std::uint16_t>(point->options.size()), chosen, 0};
    }
};

const ChoicePoint* find_point(const Trace& trace, std::uint32_t number) {
    const auto found =
        std::find_if(trace.choice_points.begin(), trace.choice_points.end(),
                     [&](const ChoicePoint& point) { return point.point == number; });
    return found == trace.choice_points.end() ? nullptr : &*found;
}

std::vector<Candidate> candidates_for(const Option& action, const Trace& passing,
                                      std::span<const Deviation> earlier) {
    std::vector<Candidate> candidates;
    for (const ChoicePoint& point : passing.choice_points) {
        if (!earlier.empty() && point.point <= earlier.back().point) continue;
        const auto option = std::find(point.options.begin(), point.options.end(), action);
        if (option == point.options.begin() || option == point.options.end()) continue;
        candidates.push_back({&point, static_cast<std::uint16_t>(option - point.options.begin())});
    }
    return candidates;
}

struct CameBack {
    Window::Place place;
    std::size_t step = 0;
};

/// The call that had come back last when this choice point was passed.
CameBack behind(const Trace& passing, const ChoicePoint& point) {
    const std::size_t size = std::min(point.step, passing.steps.size());
    for (std::size_t i = size; i-- > 0;) {
        const Step& step = passing.steps[i];
        const bool came_back = step.kind == Step::Kind::call || step.kind == Step::Kind::wakes;
        if (came_back) return {{step.actor, step.call, step.line}, i + 1};
    }
    return {};
}

bool can_fail(const ChoicePoint& point) { return point.options.front().what == "nothing special"; }

std::string place(const Window::Place& place, bool one_thread) {
    const std::string text = place_text(place.call, place.line);
    return one_thread ? text : text + " of " + place.actor;
}

}  // namespace

std::string Window::where() const {
    if (before.call.empty()) return "at the beginning";
    if (inside && behind == before && one_call) return "in " + place(before, one_thread);
    if (behind == before) {
        return "between " + place(behind, one_thread) + " and the next time it is called";
    }
    if (behind.call.empty()) return "before " + place(before, one_thread);
    return "between " + place(behind, one_thread) + " and " + place(before, one_thread);
}

std::string Window::text() const { return where() + ": if " + action.what + " there, " + failure; }

std::optional<Window> find_window(const Trace& failing, const Trace& passing, const Fails& fails) {
    std::vector<Deviation> deviations = failing.deviations();
    if (deviations.empty()) return std::nullopt;
    const Deviation last = deviations.back();
    deviations.pop_back();
    const Option action = find_point(failing, last.point)->options[last.chosen];
    const std::vector<Candidate> candidates = candidates_for(action, passing, deviations);
    const auto found =
        std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
            return candidate.point->point == last.point && candidate.chosen == last.chosen;
        });
    if (found == candidates.end()) return std::nullopt;

    const auto fails_at = [&](const Candidate& candidate) {
        std::vector<Deviation> list = deviations;
        list.push_back(candidate.deviation());
        return fails(list);
    };
    auto begin = found;
    auto end = found + 1;
    while (begin != candidates.begin() && fails_at(*std::prev(begin))) --begin;
    while (end != candidates.end() && fails_at(*end)) ++end;

    const ChoicePoint& first_point = *begin->point;
    const ChoicePoint& last_point = *std::prev(end)->point;
    Window window;
    window.action = action;
    window.first = first_point.point;
    window.last = last_point.point;
    window.before = {last_point.actor, last_point.call, last_point.line};
    window.inside = last_point.asleep || can_fail(last_point);
    const bool begins_inside = first_point.asleep || can_fail(first_point);
    window.behind = begins_inside
                        ? Window::Place{first_point.actor, first_point.call, first_point.line}
                        : behind(passing, first_point).place;
    window.one_call = behind(passing, first_point).step == behind(passing, last_point).step;
    window.one_thread = passing.threads.size() == 1;
    if (!failing.findings.empty()) window.failure = failing.findings.front().detail;
    return window;
}

}  // namespace winsock::sim
