#include "recorded.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace winsock::sim {

namespace {

bool is_lesson(const std::string& name) { return name[0] >= '0' && name[0] <= '9'; }

std::string module_path(const std::string& name, const std::string& contents) {
    return is_lesson(name) ? std::string(LESSON_MODULES "/") + name + "/server." + contents + ".so"
                           : std::string(FIXTURE_MODULES "/") + name + "." + contents + ".so";
}

/// Loaded once, whoever asks first.
const Module& module_of(const std::string& name, const std::string& contents) {
    static std::map<std::string, Module> modules;
    const std::string path = module_path(name, contents);
    return modules.try_emplace(path, path).first->second;
}

Failed searched(Subject subject) {
    SearchOptions options;
    options.judged = subject.options.judged;
    Search search(subject.execution(), subject.scenario, subject.rules, options);
    const SearchResult result = search.run();
    if (!result.failure) throw std::runtime_error(subject.options.lesson + " does not fail");
    Trace trace = subject.record(result.failure->deviations);
    Failed failed{std::move(subject), std::move(trace), {}, {}};
    std::vector<Deviation> parent = failed.trace.deviations();
    if (parent.empty()) return failed;
    parent.pop_back();
    failed.passing = failed.subject.record(parent);
    failed.window =
        find_window(failed.trace, *failed.passing,
                    [&](std::span<const Deviation> list) { return failed.subject.fails(list); });
    return failed;
}

}  // namespace

Subject::Subject(const std::string& name, Scenario played) : scenario(std::move(played)) {
    const Module* const garbage = is_lesson(name) ? &module_of(name, "garbage") : nullptr;
    execution_ = std::make_unique<Execution>(module_of(name, "zero"), garbage);
    options.lesson = name;
    options.source_root = SOURCE_ROOT;
}

Trace Subject::record(const std::vector<Deviation>& deviations) const {
    return sim::record(*execution_, scenario, rules, deviations, options);
}

Trace Subject::record_with(const std::string& option) const {
    for (const ChoicePoint& point : record().choice_points) {
        for (std::size_t i = 1; i < point.options.size(); ++i) {
            if (point.options[i].what != option) continue;
            return record({{point.point, static_cast<std::uint16_t>(point.options.size()),
                            static_cast<std::uint16_t>(i), 0}});
        }
    }
    throw std::runtime_error("nowhere: " + option);
}

bool Subject::fails(std::span<const Deviation> deviations) const {
    execution_->run(scenario, rules, deviations);
    const std::vector<Finding>& findings = World::current().findings();
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
        return options.judged.contains(finding.detector);
    });
}

Failed lesson_01() {
    Subject subject("01_nothing_arrives", scenario({"A connects", "A says hello"}));
    subject.scenario.misfortunes = {Misfortune::garbage_on_the_stack};
    subject.options.judged = {Detector::byte_unread, Detector::spin, Detector::array_overrun};
    return searched(std::move(subject));
}

Failed lesson_03() {
    Subject subject("03_arrays_out_of_step",
                    scenario({"A connects", "B connects", "C connects", "A leaves", "B says sunday",
                              "C says monday"}));
    subject.options.judged = {Detector::out_of_step, Detector::byte_unread};
    return searched(std::move(subject));
}

Failed lesson_04() {
    Subject subject("04_lost_signal", scenario({"A connects", "A leaves"}));
    subject.options.judged = {Detector::signal_lost, Detector::spin};
    return searched(std::move(subject));
}

Step step_of(const Trace& trace, const std::string& call, Step::Kind kind) {
    for (const Step& step : trace.steps) {
        if (step.call == call && step.kind == kind) return step;
    }
    throw std::runtime_error("no such step: " + call);
}

}  // namespace winsock::sim
