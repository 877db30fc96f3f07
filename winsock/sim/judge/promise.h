#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "sim/finding.h"
#include "sim/rules.h"
#include "sim/scenario.h"

namespace winsock::sim {

/// What a trigger must see on the lesson whose mistake it exposes: a detector, whom it is about,
/// and the call in which it was seen ("" if at the end).
struct Symptom {
    Detector detector = Detector::byte_unread;
    std::string who;
    std::string call;

    bool operator==(const Symptom&) const = default;
    // clang-tidy 14 takes the comparison that the compiler makes for one with 0.
    auto operator<=>(const Symptom&) const = default;  // NOLINT(modernize-use-nullptr)
    std::string text() const;
};

Symptom symptom_of(const Finding& finding);

/// Under this rule set the lesson's smallest failing execution shows exactly these symptoms.
struct Trigger {
    RuleSet rules = RuleSet::windows;
    std::vector<Symptom> symptoms;
};

/// What a server must do, whatever the moment: a sentence, and the scenarios in which it is tried.
///
///     promise("EveryClientIsHeardAfterAnotherLeaves",
///             "When a client has left, those who stay are still heard.")
///         .judged_by({Detector::out_of_step, Detector::byte_unread})
///         .in({"A connects", "B connects", "A leaves", "B says sunday"})
///         .fails_under(RuleSet::windows, {{Detector::out_of_step, "B", "WSAEnumNetworkEvents"}});
///
/// Scenarios are tried in the order in which they are given: small ones first.
struct Promise {
    std::string name;
    std::string sentence;
    Detectors judges = all_detectors();
    std::vector<Scenario> scenarios;
    unsigned deviations = 3;
    std::vector<RuleSet> rule_sets{std::begin(all_rule_sets), std::end(all_rule_sets)};
    std::vector<Trigger> triggers;  ///< empty if the lesson keeps this promise, too

    Promise& judged_by(Detectors detectors);
    /// Adds a scenario; throws ScenarioError.
    Promise& in(const std::vector<std::string>& sentences);
    /// Adds a scenario in which these may happen, each at the cost of a deviation.
    Promise& in(const std::vector<std::string>& sentences, std::set<Misfortune> misfortunes);
    Promise& in(Scenario scenario);
    /// Of how many deviations it is judged, unless the judge is asked for another number.
    Promise& up_to(unsigned most_deviations);
    Promise& under(std::vector<RuleSet> sets);
    Promise& fails_under(RuleSet rules, std::vector<Symptom> symptoms);
};

/// A local variable of the program that the report may show: two parallel arrays, how many slots
/// are in use.
struct ShownArrays {
    std::string function = "main";
    std::string events = "events";
    std::string sockets = "sockets";
    std::string count = "total";
};

/// What tests/lessons/NN_slug.cpp declares.
struct Lesson {
    std::string slug;
    std::vector<Promise> promises{};
    ShownArrays arrays{};

    Promise& promise(std::string name, std::string sentence);
};

/// The main() of a test program: judges the module that the command line names. See --help.
int judge_main(int argc, char** argv, const Lesson& lesson);

}  // namespace winsock::sim
