#include "sim/judge/verdict_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace winsock::sim {

namespace {

using nlohmann::json;

json to_json(const Symptom& symptom) {
    return {{"detector", name_of(symptom.detector)}, {"who", symptom.who}, {"call", symptom.call}};
}

json to_json(const std::vector<Symptom>& symptoms) {
    json list = json::array();
    for (const Symptom& symptom : symptoms) list.push_back(to_json(symptom));
    return list;
}

json declared(const Lesson& lesson) {
    json list = json::array();
    for (const Promise& promise : lesson.promises) {
        json triggers = json::array();
        for (const Trigger& trigger : promise.triggers) {
            std::vector<Symptom> symptoms = trigger.symptoms;
            std::sort(symptoms.begin(), symptoms.end());
            triggers.push_back(
                {{"rules", name_of(trigger.rules)}, {"symptoms", to_json(symptoms)}});
        }
        list.push_back({{"promise", promise.name},
                        {"sentence", promise.sentence},
                        {"scenarios", promise.scenarios.size()},
                        {"deviations", promise.deviations},
                        {"triggers", triggers}});
    }
    return {{"lesson", lesson.slug}, {"promises", list}};
}

json to_json(const Lesson& lesson, const PromiseVerdict& verdict) {
    const Promise& promise = lesson.promises[verdict.promise];
    json breaches = json::array();
    for (const Breach& breach : verdict.breaches) {
        json findings = json::array();
        for (const Finding& finding : breach.findings) findings.push_back(finding.detail);
        breaches.push_back({{"rules", name_of(breach.rules)},
                            {"scenario", promise.scenarios[breach.scenario].sentences()},
                            {"deviations", breach.deviations.size()},
                            {"symptoms", to_json(breach.symptoms())},
                            {"sentences", findings},
                            {"replay", breach.replay}});
    }
    json result = {{"promise", promise.name},  {"sentence", promise.sentence},
                   {"kept", verdict.kept()},   {"executions", verdict.executions},
                   {"states", verdict.states}, {"breaches", breaches}};
    if (verdict.kept()) result["certificate"] = Verdict::certificate(lesson, verdict);
    return result;
}

json to_json(const Lesson& lesson, const Verdict& verdict) {
    json promises = json::array();
    for (const PromiseVerdict& one : verdict.promises) promises.push_back(to_json(lesson, one));
    json result = {
        {"schema", 1}, {"lesson", lesson.slug}, {"kept", verdict.kept()}, {"promises", promises}};
    if (verdict.kept()) result["certificate"] = verdict.certificate(lesson);
    return result;
}

}  // namespace

std::string declared_json(const Lesson& lesson) { return declared(lesson).dump(2); }

std::string verdict_json(const Lesson& lesson, const Verdict& verdict) {
    return to_json(lesson, verdict).dump(2);
}

}  // namespace winsock::sim
