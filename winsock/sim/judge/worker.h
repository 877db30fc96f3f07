#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/execution.h"
#include "sim/judge/in_flight.h"
#include "sim/judge/job.h"
#include "sim/report/recorder.h"

namespace winsock::sim {

/// What a worker is to judge: the module, and its twin with garbage on the stack.
struct Judged {
    std::string module;
    std::string garbage;  ///< empty if there is none
    std::string source;   ///< the file it was built from, for replay strings; may be empty
};

/// What a replay string knows the program by: its source if that is known. Throws ModuleError if
/// there is no such file.
std::uint32_t program_in_replay(const Judged& judged);

/// The worker's side: does the judging in the process that it was forked into. Each result is a
/// line of JSON for the supervisor; the number of its job stands in it.
class Worker {
public:
    using Send = std::function<void(const std::string& line)>;

    /// Loads the modules. Throws ModuleError.
    Worker(const Judged& judged, InFlight& page, Send send);

    /// Does these jobs one after the other, from `first` on; of a promise that is broken under a
    /// rule set no larger scenario is tried.
    void search(const Lesson& lesson, std::span<const Job> jobs, std::size_t first,
                const Extent& extent);

    /// Records one execution: its lines are those of a TraceRecorder.
    void record(const Scenario& scenario, RuleSet rules, std::span<const Deviation> deviations,
                const RecordingOptions& options);

    /// Runs one execution, and says whether any of these detectors has found something.
    bool fails(const Scenario& scenario, RuleSet rules, std::span<const Deviation> deviations,
               const Detectors& judged);

    void send(const std::string& line) const { send_(line); }

private:
    Execution execution() const { return Execution(*module_, garbage_ ? &*garbage_ : nullptr); }

    InFlight& page_;
    Send send_;
    std::optional<Module> module_;
    std::optional<Module> garbage_;
};

/// How results travel.
std::string to_line(std::size_t job, const JobResult& result);
std::pair<std::size_t, JobResult> from_line(const std::string& line);

}  // namespace winsock::sim
