#include "sim/judge/witness.h"

#include <string_view>
#include <utility>

#include "sim/judge/apart.h"
#include "sim/report/trace_reader.h"

namespace winsock::sim {

namespace {

// Each costs seconds, and more of them would not make the window clearer.
constexpr int most_deaths = 3;

Trace recorded(const Judged& judged, const Seen& seen, std::span<const Deviation> deviations,
               RecordingOptions options, bool hangs) {
    options.judged = judged_in(seen.promise);
    Supervisor supervisor(hangs ? Supervisor::Patience::little : Supervisor::Patience::usual);
    TraceReader reader;
    const Scenario& scenario = seen.promise.scenarios[seen.scenario];
    const WorkerEnd end = run_apart(
        supervisor, judged, 0,
        [&](Worker& worker) { worker.record(scenario, seen.rules, deviations, options); },
        [&](std::string_view line) { reader.line(line); });
    Trace trace = reader.trace();
    if (end.how != WorkerEnd::How::finished) {
        trace.findings.push_back(to_trace(finding_of(end, supervisor.page())));
    }
    return trace;
}

/// Says of one execution after the other whether it fails, and knows it from then on. They are
/// asked for in the same order each time, so that a process that dies in one of them can be
/// followed by another.
class Trials {
public:
    Trials(const Judged& judged, const Seen& seen) : judged_(judged), seen_(seen) {}

    /// Nothing if too many processes died.
    std::optional<Window> window(const Trace& failing, const Trace& passing) {
        for (int deaths = 0; deaths <= most_deaths; ++deaths) {
            Supervisor supervisor;
            const WorkerEnd end = run_apart(
                supervisor, judged_, 0,
                [&](Worker& worker) {
                    find(failing, passing, [&](std::span<const Deviation> deviations) {
                        const bool fails = worker.fails(scenario(), seen_.rules, deviations,
                                                        judged_in(seen_.promise));
                        worker.send(fails ? "1" : "0");
                        return fails;
                    });
                },
                [&](std::string_view line) { known_.push_back(line == "1"); });
            if (end.how == WorkerEnd::How::finished) {
                return find(failing, passing, [](std::span<const Deviation>) { return false; });
            }
            known_.push_back(true);
        }
        return std::nullopt;
    }

private:
    const Scenario& scenario() const { return seen_.promise.scenarios[seen_.scenario]; }

    std::optional<Window> find(const Trace& failing, const Trace& passing, const Fails& unknown) {
        std::size_t next = 0;
        return find_window(failing, passing, [&](std::span<const Deviation> deviations) {
            return next < known_.size() ? known_[next++] : unknown(deviations);
        });
    }

    const Judged& judged_;
    const Seen& seen_;
    std::vector<bool> known_;
};

}  // namespace

Witness witness(const Judged& judged, const Seen& seen, const RecordingOptions& options) {
    Witness witness;
    witness.trace = recorded(judged, seen, seen.deviations, options, seen.hangs);
    if (!witness.fails() || seen.deviations.empty()) return witness;
    std::vector<Deviation> fewer = seen.deviations;
    fewer.pop_back();
    Trace passing = recorded(judged, seen, fewer, options, false);
    if (!passing.findings.empty()) return witness;
    witness.window = Trials(judged, seen).window(witness.trace, passing);
    witness.passing = std::move(passing);
    return witness;
}

}  // namespace winsock::sim
