// The command line of a lesson's test program.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "sim/judge/judge.h"

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

json sentences_of(const Scenario& scenario) {
    json list = json::array();
    for (const Action& action : scenario.actions) list.push_back(action.sentence);
    return list;
}

/// What the lesson's tests declare: what the gate compares with.
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
                            {"scenario", sentences_of(promise.scenarios[breach.scenario])},
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

void print(const Lesson& lesson, const Verdict& verdict) {
    for (const PromiseVerdict& one : verdict.promises) {
        const Promise& promise = lesson.promises[one.promise];
        std::cout << promise.name << ": " << (one.kept() ? "kept" : "broken") << '\n';
        if (one.kept()) std::cout << "  " << Verdict::certificate(lesson, one) << '\n';
        for (const Breach& breach : one.breaches) {
            std::cout << fmt::format("  under {}, in: {}\n", name_of(breach.rules),
                                     promise.scenarios[breach.scenario].name());
            for (const Finding& finding : breach.findings) {
                std::cout << "    " << finding.symptom() << ": " << finding.detail << '\n';
            }
            std::cout << "    replay " << breach.replay << '\n';
        }
    }
}

std::string garbage_twin_of(const std::string& module) {
    const std::size_t place = module.rfind(".zero.");
    if (place == std::string::npos) return "";
    std::string twin = module;
    twin.replace(place, 6, ".garbage.");
    return twin;
}

}  // namespace

int judge_main(int argc, char** argv, const Lesson& lesson) {
    CLI::App app("Judges a server against the promises of lesson " + lesson.slug + ".");
    Judged judged;
    std::vector<std::string> promises;
    std::vector<std::string> rules;
    unsigned deviations = 0;
    bool as_json = false;
    bool list = false;
    app.add_option("--module", judged.module, "the server, built as a module: server.zero.so");
    app.add_option("--garbage", judged.garbage,
                   "its twin with garbage on the stack; server.garbage.so beside it if not given");
    app.add_option("--source", judged.source, "the file it was built from, for replay strings");
    app.add_option("--promise", promises, "only these promises");
    app.add_option("--rules", rules, "only these rule sets")
        ->check(CLI::IsMember({"windows", "documented", "lenient"}));
    auto* const most = app.add_option("--deviations", deviations, "the most deviations to try");
    app.add_flag("--json", as_json, "prints the verdict as JSON");
    app.add_flag("--list", list, "prints what is declared, as JSON, and judges nothing");
    app.footer("Exit codes: 0 every promise is kept, 1 one is broken, 2 it could not be judged.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (list) {
        std::cout << declared(lesson).dump(2) << '\n';
        return 0;
    }
    JudgeOptions options;
    if (most->count() > 0) options.most_deviations = deviations;
    if (!rules.empty()) {
        std::erase_if(options.rules, [&](RuleSet set) {
            return std::find(rules.begin(), rules.end(), name_of(set)) == rules.end();
        });
    }
    for (const std::string& name : promises) {
        const auto found =
            std::find_if(lesson.promises.begin(), lesson.promises.end(),
                         [&](const Promise& promise) { return promise.name == name; });
        if (found == lesson.promises.end()) {
            std::cerr << "Lesson " << lesson.slug << " has no promise \"" << name
                      << "\". --list names them.\n";
            return 2;
        }
        options.promises.push_back(static_cast<std::size_t>(found - lesson.promises.begin()));
    }
    if (judged.module.empty()) {
        std::cerr << "What shall be judged? --module server.zero.so\n";
        return 2;
    }
    if (judged.garbage.empty()) judged.garbage = garbage_twin_of(judged.module);
    try {
        const Verdict verdict = judge(lesson, judged, options);
        if (as_json) {
            std::cout << to_json(lesson, verdict).dump(2) << '\n';
        } else {
            print(lesson, verdict);
        }
        return verdict.kept() ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "Nothing is known about the server: " << error.what() << '\n';
        return 2;
    }
}

}  // namespace winsock::sim
