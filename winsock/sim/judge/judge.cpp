#include "sim/judge/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "sim/judge/apart.h"
#include "sim/judge/replay_string.h"

namespace winsock::sim {

namespace {

/// The searches of a judgement, and what has come of them.
class Judgement {
public:
    Judgement(const Lesson& lesson, const Judged& judged, const JudgeOptions& options)
        : lesson_(lesson), judged_(judged), options_(options), promises_(options.promises) {
        if (promises_.empty()) {
            promises_.resize(lesson.promises.size());
            std::iota(promises_.begin(), promises_.end(), std::size_t{0});
        }
        jobs_ = jobs_of(lesson, promises_, options.rules);
        results_.resize(jobs_.size());
    }

    Verdict run() {
        for (std::size_t first = 0; first < jobs_.size();) first = run_from(first);
        return verdict();
    }

private:
    /// Runs a worker from this job on; returns where the next one has to go on.
    std::size_t run_from(std::size_t first);
    std::size_t behind_promise(std::size_t job) const;
    Verdict verdict() const;

    const Lesson& lesson_;
    const Judged& judged_;
    const JudgeOptions& options_;
    std::vector<std::size_t> promises_;
    std::vector<Job> jobs_;
    std::vector<std::optional<JobResult>> results_;
    Supervisor supervisor_;
};

std::size_t Judgement::run_from(std::size_t first) {
    const WorkerEnd end = run_apart(
        supervisor_, judged_, first,
        [&](Worker& worker) { worker.search(lesson_, jobs_, first, options_.most_deviations); },
        [&](std::string_view line) {
            auto [job, result] = from_line(std::string(line));
            results_.at(job) = std::move(result);
        });
    if (end.how == WorkerEnd::How::finished) return jobs_.size();
    const InFlight& page = supervisor_.page();
    const std::size_t job = std::min<std::size_t>(page.job, jobs_.size() - 1);
    const std::span<const Deviation> in_flight = page.in_flight();
    results_[job] = JobResult{.findings = {finding_of(end, page)},
                              .deviations = {in_flight.begin(), in_flight.end()}};
    // A program that does not even load breaks everything in the same way.
    return page.heartbeat == 0 ? jobs_.size() : behind_promise(job);
}

std::size_t Judgement::behind_promise(std::size_t job) const {
    std::size_t next = job;
    while (next < jobs_.size() && jobs_[next].promise == jobs_[job].promise &&
           jobs_[next].rules == jobs_[job].rules) {
        ++next;
    }
    return next;
}

Verdict Judgement::verdict() const {
    const std::uint32_t program = program_in_replay(judged_);
    Verdict verdict;
    for (const std::size_t promise : promises_) {
        PromiseVerdict& one = verdict.promises.emplace_back();
        one.promise = promise;
        one.deviations = deviations_in(lesson_.promises[promise], options_.most_deviations);
        std::set<RuleSet> sets;
        for (std::size_t i = 0; i < jobs_.size(); ++i) {
            if (jobs_[i].promise != promise || !results_[i]) continue;
            const JobResult& result = *results_[i];
            sets.insert(jobs_[i].rules);
            one.executions += result.executions;
            one.states += result.states;
            one.complete = one.complete && result.complete;
            if (result.findings.empty()) continue;
            const Scenario& scenario = lesson_.promises[promise].scenarios[jobs_[i].scenario];
            const ReplayString replay{jobs_[i].rules, program,
                                      scenario_in_replay(lesson_.promises[promise], scenario),
                                      result.deviations};
            one.breaches.push_back({jobs_[i].rules, jobs_[i].scenario, result.findings,
                                    result.deviations, replay.text()});
        }
        one.rule_sets = sets.size();
    }
    return verdict;
}

std::string with_commas(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t place = text.size(); place > 3;) text.insert(place -= 3, 1, ',');
    return text;
}

std::string sentence(bool complete, std::uint64_t executions, std::size_t scenarios,
                     unsigned deviations, std::size_t rule_sets) {
    return fmt::format(
        "{} {} distinct executions of {} scenario{}, up to {} deviation{}, under {} "
        "rule set{}",
        complete ? "all" : "not all, but", with_commas(executions), scenarios,
        scenarios == 1 ? "" : "s", deviations, deviations == 1 ? "" : "s", rule_sets,
        rule_sets == 1 ? "" : "s");
}

}  // namespace

std::vector<Symptom> Breach::symptoms() const {
    std::vector<Symptom> list;
    for (const Finding& finding : findings) list.push_back(symptom_of(finding));
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

bool Verdict::kept() const {
    return std::all_of(promises.begin(), promises.end(),
                       [](const PromiseVerdict& promise) { return promise.kept(); });
}

std::string Verdict::certificate(const Lesson& lesson, const PromiseVerdict& promise) {
    const Promise& meant = lesson.promises[promise.promise];
    return sentence(promise.complete, promise.executions, meant.scenarios.size(),
                    promise.deviations, promise.rule_sets);
}

std::string Verdict::certificate(const Lesson& lesson) const {
    std::uint64_t executions = 0;
    std::size_t scenarios = 0;
    unsigned deviations = 0;
    std::size_t rule_sets = 0;
    bool complete = true;
    for (const PromiseVerdict& promise : promises) {
        complete = complete && promise.complete;
        executions += promise.executions;
        scenarios += lesson.promises[promise.promise].scenarios.size();
        deviations = std::max(deviations, promise.deviations);
        rule_sets = std::max(rule_sets, promise.rule_sets);
    }
    return sentence(complete, executions, scenarios, deviations, rule_sets);
}

Verdict judge(const Lesson& lesson, const Judged& judged, const JudgeOptions& options) {
    return Judgement(lesson, judged, options).run();
}

}  // namespace winsock::sim
