#include "sim/judge/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <span>

#include "sim/judge/apart.h"
#include "sim/judge/replay_string.h"

namespace winsock::sim {

namespace {

/// The searches of a judgement, and what has come of them.
class Judgement {
public:
    Judgement(const Lesson& lesson, const Judged& judged, const JudgeOptions& options)
        : lesson_(lesson), judged_(judged), options_(options), promises_(options.promises) {
        check_the_twin();
        if (promises_.empty()) {
            promises_.resize(lesson.promises.size());
            std::iota(promises_.begin(), promises_.end(), std::size_t{0});
        }
        jobs_ = jobs_of(lesson, promises_, options.rules);
        results_.resize(jobs_.size());
    }

    Verdict run() {
        for (std::size_t first = 0; first < work_ends();) first = run_from(first);
        return verdict();
    }

private:
    void check_the_twin() const;
    /// Runs a worker from this job on; returns where the next one has to go on.
    std::size_t run_from(std::size_t first);
    void tell(const InFlight& page) const;
    std::size_t behind_promise(std::size_t job) const;
    /// Behind the last job that is to be done.
    std::size_t work_ends() const;
    void check_that_all_is_done() const;
    Verdict verdict() const;

    const Lesson& lesson_;
    const Judged& judged_;
    const JudgeOptions& options_;
    std::vector<std::size_t> promises_;
    std::vector<Job> jobs_;
    std::vector<std::optional<JobResult>> results_;
    std::uint64_t executions_before_ = 0;  // of the workers that have ended
    Supervisor supervisor_;
};

// Without it half of what a promise is about would not be looked at, and the certificate not say
// so.
void Judgement::check_the_twin() const {
    if (!judged_.garbage.empty()) return;
    for (const Promise& promise : lesson_.promises) {
        for (const Scenario& scenario : promise.scenarios) {
            if (!scenario.misfortunes.contains(Misfortune::garbage_on_the_stack)) continue;
            throw ModuleError(promise.name +
                              " is also about garbage on the stack, and there is no module for "
                              "that beside this one (server.garbage.so): name it with --garbage");
        }
    }
}

std::size_t Judgement::run_from(std::size_t first) {
    const WorkerEnd end = run_apart(
        supervisor_, judged_, first,
        [&](Worker& worker) {
            worker.search(lesson_, std::span(jobs_).first(work_ends()), first, options_);
        },
        [&](std::string_view line) {
            auto [job, result] = from_line(std::string(line));
            results_.at(job) = std::move(result);
        },
        [&](const InFlight& page) { tell(page); });
    executions_before_ += supervisor_.page().executions;
    if (end.how == WorkerEnd::How::finished) return jobs_.size();
    const InFlight& page = supervisor_.page();
    const std::size_t job = std::min<std::size_t>(page.job, jobs_.size() - 1);
    const std::span<const Deviation> in_flight = page.in_flight();
    const JobResult broken{.findings = {finding_of(end, page)},
                           .deviations = {in_flight.begin(), in_flight.end()}};
    results_[job] = broken;
    if (options_.up_to_the_first) return jobs_.size();
    if (page.heartbeat != 0) return behind_promise(job);
    // A program that does not even load breaks everything in the same way.
    for (std::size_t i = first; i < jobs_.size(); i = behind_promise(i)) results_[i] = broken;
    return jobs_.size();
}

void Judgement::tell(const InFlight& page) const {
    if (!options_.meanwhile) return;
    const std::size_t job = std::min<std::size_t>(page.job, jobs_.size() - 1);
    options_.meanwhile(
        {jobs_[job].promise, job, jobs_.size(), executions_before_ + page.executions});
}

std::size_t Judgement::behind_promise(std::size_t job) const {
    std::size_t next = job;
    while (next < jobs_.size() && jobs_[next].promise == jobs_[job].promise &&
           jobs_[next].rules == jobs_[job].rules) {
        ++next;
    }
    return next;
}

std::size_t Judgement::work_ends() const {
    if (!options_.up_to_the_first) return jobs_.size();
    const auto broken = std::find_if(results_.begin(), results_.end(), [](const auto& result) {
        return result && !result->findings.empty();
    });
    if (broken == results_.end()) return jobs_.size();
    return static_cast<std::size_t>(broken - results_.begin()) + 1;
}

// No promise is kept because nobody looked: behind a failure, and only there, jobs are left out.
void Judgement::check_that_all_is_done() const {
    bool fails = false;
    for (std::size_t i = 0; i < work_ends(); ++i) {
        const bool same = i > 0 && jobs_[i].promise == jobs_[i - 1].promise &&
                          jobs_[i].rules == jobs_[i - 1].rules;
        fails = same && fails;
        if (!results_[i] && !fails) throw std::runtime_error("the search did not do all its work");
        fails = fails || !results_[i]->findings.empty();
    }
}

Verdict Judgement::verdict() const {
    check_that_all_is_done();
    const std::uint32_t program = program_in_replay(judged_);
    Verdict verdict;
    for (const std::size_t promise : promises_) {
        PromiseVerdict& one = verdict.promises.emplace_back();
        one.promise = promise;
        one.deviations = deviations_in(lesson_.promises[promise], options_.deviations);
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
            std::sort(one.breaches.back().findings.begin(), one.breaches.back().findings.end(),
                      [](const Finding& left, const Finding& right) {
                          return symptom_of(left) < symptom_of(right);
                      });
        }
        one.rule_sets = sets.size();
        if (sets.empty()) verdict.promises.pop_back();  // under these rule sets it says nothing
    }
    for (std::size_t i = work_ends(); i < jobs_.size(); ++i) {
        if (jobs_[i].promise != jobs_[i - 1].promise) ++verdict.left;
    }
    if (verdict.promises.empty()) {
        throw std::runtime_error("none of these promises is about these rule sets");
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
    const auto counted = [](std::size_t number, const char* thing) {
        return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
    };
    return fmt::format(
        "{} {} distinct executions of {}, {}, under {}", complete ? "all" : "not all, but",
        with_commas(executions), counted(scenarios, "scenario"),
        deviations == 0 ? "without deviations" : "up to " + counted(deviations, "deviation"),
        counted(rule_sets, "rule set"));
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
    unsigned least = promises.empty() ? 0 : promises[0].deviations;
    std::size_t rule_sets = promises.empty() ? 0 : promises[0].rule_sets;
    bool complete = true;
    for (const PromiseVerdict& promise : promises) {
        complete = complete && promise.complete;
        executions += promise.executions;
        scenarios += lesson.promises[promise.promise].scenarios.size();
        deviations = std::max(deviations, promise.deviations);
        least = std::min(least, promise.deviations);
        rule_sets = std::min(rule_sets, promise.rule_sets);
    }
    const std::string all = sentence(complete, executions, scenarios, deviations, rule_sets);
    return least == deviations ? all : all + "; some promises are about fewer deviations";
}

Verdict judge(const Lesson& lesson, const Judged& judged, const JudgeOptions& options) {
    return Judgement(lesson, judged, options).run();
}

void expect_executions(const Lesson& lesson, const Verdict& verdict) {
    for (const PromiseVerdict& promise : verdict.promises) {
        if (!promise.kept() || promise.executions > 0) continue;
        throw std::runtime_error("no execution of " + lesson.promises[promise.promise].name +
                                 " comes to its end.");
    }
}

}  // namespace winsock::sim
