#include "sim/judge/worker.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "sim/history.h"
#include "sim/judge/replay_string.h"
#include "sim/search.h"

namespace winsock::sim {

namespace {

using nlohmann::json;

/// Notes each execution before it begins.
class Note final : public SearchObserver {
public:
    Note(InFlight& page, std::uint32_t job) : page_(page), job_(job) {}
    void begins(std::span<const Deviation> deviations) override { page_.begin(job_, deviations); }

private:
    InFlight& page_;
    const std::uint32_t job_;
};

}  // namespace

Worker::Worker(const Judged& judged, InFlight& page, Send send)
    : page_(page), send_(std::move(send)) {
    World::current().heartbeat = &page.heartbeat;
    // Loading runs the program's static initialisers: from here on anything may happen.
    module_.emplace(judged.module);
    if (!judged.garbage.empty()) garbage_.emplace(judged.garbage);
}

void Worker::search(const Lesson& lesson, std::span<const Job> jobs, std::size_t first,
                    const Extent& extent) {
    const Execution execution = this->execution();
    const Job* broken = nullptr;
    for (std::size_t i = first; i < jobs.size(); ++i) {
        const Job& job = jobs[i];
        if (extent.up_to_the_first && broken != nullptr) return;
        if (broken != nullptr && broken->promise == job.promise && broken->rules == job.rules) {
            continue;
        }
        const Promise& promise = lesson.promises[job.promise];
        SearchOptions options;
        options.deviations = deviations_in(promise, extent.deviations);
        options.judged = judged_in(promise);
        Note note(page_, static_cast<std::uint32_t>(i));
        Search search(execution, promise.scenarios[job.scenario], job.rules, options, &note);
        const SearchResult found = search.run();
        JobResult result;
        result.executions = found.executions;
        result.states = found.states;
        result.complete = found.complete;
        if (found.failure) {
            result.findings = found.failure->findings;
            result.deviations = found.failure->deviations;
            broken = &job;
        }
        send_(to_line(i, result));
    }
}

void Worker::record(const Scenario& scenario, RuleSet rules, std::span<const Deviation> deviations,
                    const RecordingOptions& options) {
    page_.begin(page_.job, deviations);
    TraceRecorder recorder(options, send_);
    execution().run(scenario, rules, deviations, nullptr, &recorder);
    recorder.finish();
}

bool Worker::fails(const Scenario& scenario, RuleSet rules, std::span<const Deviation> deviations,
                   const Detectors& judged) {
    page_.begin(page_.job, deviations);
    execution().run(scenario, rules, deviations);
    const std::vector<Finding>& findings = World::current().findings();
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return judged.contains(finding.detector); });
}

std::uint32_t program_in_replay(const Judged& judged) {
    const std::string& path = judged.source.empty() ? judged.module : judged.source;
    std::ifstream file(path, std::ios::binary);
    if (!file || !std::filesystem::is_regular_file(path)) {
        throw ModuleError("there is no file " + path);
    }
    return short_hash(hash_of(std::string(std::istreambuf_iterator<char>(file), {})));
}

std::string to_line(std::size_t job, const JobResult& result) {
    json line = {{"job", job},
                 {"executions", result.executions},
                 {"states", result.states},
                 {"complete", result.complete}};
    for (const Finding& finding : result.findings) {
        line["findings"].push_back({{"detector", name_of(finding.detector)},
                                    {"who", finding.who},
                                    {"call", finding.call},
                                    {"detail", finding.detail},
                                    {"step", finding.step}});
    }
    for (const Deviation& deviation : result.deviations) {
        line["deviations"].push_back({deviation.point, deviation.choices, deviation.chosen});
    }
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::pair<std::size_t, JobResult> from_line(const std::string& line) {
    const json parsed = json::parse(line);
    JobResult result;
    result.executions = parsed.at("executions");
    result.states = parsed.at("states");
    result.complete = parsed.at("complete");
    for (const json& finding : parsed.value("findings", json::array())) {
        result.findings.push_back({detector_named(finding.at("detector")), finding.at("who"),
                                   finding.at("call"), finding.at("detail"), finding.at("step")});
    }
    for (const json& deviation : parsed.value("deviations", json::array())) {
        result.deviations.push_back({deviation.at(0), deviation.at(1), deviation.at(2), 0});
    }
    return {parsed.at("job"), std::move(result)};
}

}  // namespace winsock::sim
