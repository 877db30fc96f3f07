#include "sim/judge/promise.h"

namespace winsock::sim {

std::string Symptom::text() const {
    std::string text = name_of(detector);
    if (!who.empty()) text += ": " + who;
    if (!call.empty()) text += ", in " + call;
    return text;
}

Symptom symptom_of(const Finding& finding) { return {finding.detector, finding.who, finding.call}; }

Promise& Promise::judged_by(Detectors detectors) {
    judges = std::move(detectors);
    return *this;
}

Promise& Promise::in(const std::vector<std::string>& sentences) { return in(scenario(sentences)); }

Promise& Promise::in(const std::vector<std::string>& sentences, std::set<Misfortune> misfortunes) {
    Scenario with_misfortunes = scenario(sentences);
    with_misfortunes.misfortunes = std::move(misfortunes);
    return in(std::move(with_misfortunes));
}

Promise& Promise::in(Scenario scenario) {
    scenarios.push_back(std::move(scenario));
    return *this;
}

Promise& Promise::up_to(unsigned most_deviations) {
    deviations = most_deviations;
    return *this;
}

Promise& Promise::under(std::vector<RuleSet> sets) {
    rule_sets = std::move(sets);
    return *this;
}

Promise& Promise::fails_under(RuleSet rules, std::vector<Symptom> symptoms) {
    triggers.push_back({rules, std::move(symptoms)});
    return *this;
}

Promise& Lesson::promise(std::string name, std::string sentence) {
    Promise& added = promises.emplace_back();
    added.name = std::move(name);
    added.sentence = std::move(sentence);
    return added;
}

}  // namespace winsock::sim
