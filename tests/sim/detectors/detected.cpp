#include "detected.h"

#include <map>
#include <memory>

namespace detected {

const Module& module_of(const std::string& server, const std::string& contents) {
    static std::map<std::string, std::unique_ptr<Module>> modules;
    const std::string path = std::string(DETECTED_SERVERS) + "/" + server + "." + contents + ".so";
    std::unique_ptr<Module>& module = modules[path];
    if (!module) module = std::make_unique<Module>(path);
    return *module;
}

std::vector<Finding> findings_of(const std::string& server, const Scenario& scenario,
                                 RuleSet rules) {
    Execution(module_of(server)).run(scenario, rules, {});
    return World::current().findings();
}

std::string lines(const std::vector<Finding>& findings) { return lines(findings, all_detectors()); }

std::string lines(const std::vector<Finding>& findings, const Detectors& asked) {
    std::string text;
    for (const Finding& finding : findings) {
        if (!asked.contains(finding.detector)) continue;
        if (!text.empty()) text += "\n";
        text += std::string(name_of(finding.detector)) + " | " + finding.who + " | " +
                finding.call + " | " + finding.detail;
    }
    return text;
}

std::string searched(const std::string& server, const Scenario& scenario, const Detectors& asked,
                     RuleSet rules, unsigned deviations) {
    const Execution execution(module_of(server));
    SearchOptions options;
    options.deviations = deviations;
    options.judged = asked;
    const SearchResult result = Search(execution, scenario, rules, options).run();
    return result.failure ? lines(result.failure->findings) : "";
}

void expect_nothing(const std::string& server, const Scenario& scenario, unsigned deviations) {
    for (const RuleSet rules : all_rule_sets) {
        SCOPED_TRACE(server + ", " + name_of(rules) + ": " + scenario.name());
        EXPECT_EQ(searched(server, scenario, all_detectors(), rules, deviations), "");
    }
}

}  // namespace detected
