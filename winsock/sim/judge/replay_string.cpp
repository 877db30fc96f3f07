#include "sim/judge/replay_string.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>

#include "sim/history.h"

namespace winsock::sim {

namespace {

constexpr char version = '1';

template <typename Number>
bool read(std::string_view& text, Number& number, int base) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool skip(std::string_view& text, char separator) {
    if (text.empty() || text.front() != separator) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<RuleSet> rule_set_of(char letter) {
    for (const RuleSet set : all_rule_sets) {
        if (name_of(set)[0] == letter) return set;
    }
    return std::nullopt;
}

}  // namespace

std::string ReplayString::text() const {
    std::string text =
        fmt::format("{}{}-{:08x}-{:08x}", version, name_of(rules)[0], lesson, scenario);
    for (const Deviation& deviation : deviations) {
        text += fmt::format("-{}.{}.{}", deviation.point, deviation.choices, deviation.chosen);
    }
    return text;
}

std::uint32_t scenario_in_replay(const Promise& promise, const Scenario& scenario) {
    return short_hash(mix_for_good(hash_of(promise.name), scenario.hash()));
}

ReplayString parse_replay_string(const std::string& text) {
    const auto malformed = [&text] {
        return ReplayError("\"" + text +
                           "\" is no replay string. One looks like 1w-5f3a90c1-0d77be12-17.3.1 "
                           "and stands at the end of a report.");
    };
    ReplayString replay;
    std::string_view rest = text;
    if (rest.size() < 2 || rest[0] < '0' || rest[0] > '9') throw malformed();
    if (rest[0] != version) {
        throw ReplayError(
            "this replay string is of another version of the judge. Judge again to "
            "get a new one.");
    }
    const auto rules = rule_set_of(rest[1]);
    rest.remove_prefix(2);
    if (!rules || !skip(rest, '-') || !read(rest, replay.lesson, 16) || !skip(rest, '-') ||
        !read(rest, replay.scenario, 16)) {
        throw malformed();
    }
    replay.rules = *rules;
    while (!rest.empty()) {
        Deviation next;
        const bool good = skip(rest, '-') && read(rest, next.point, 10) && skip(rest, '.') &&
                          read(rest, next.choices, 10) && skip(rest, '.') &&
                          read(rest, next.chosen, 10);
        const bool in_order =
            replay.deviations.empty() || replay.deviations.back().point < next.point;
        if (!good || !in_order || next.chosen == 0 || next.chosen >= next.choices)
            throw malformed();
        replay.deviations.push_back(next);
    }
    return replay;
}

}  // namespace winsock::sim
