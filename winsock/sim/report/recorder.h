#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <span>
#include <string>

#include "sim/execution.h"
#include "sim/report/marks.h"
#include "sim/report/program_view.h"
#include "sim/report/trace.h"

namespace winsock::sim {

/// What a recording shows besides what happens by itself.
struct RecordingOptions {
    std::string lesson;       ///< its slug
    std::string source_root;  ///< source files below this folder are named relative to it
    ShownArrays arrays;
    Detectors judged = all_detectors();  ///< findings of others are left out
};

/// Records an execution, to be given to Execution::run(). Hands out each step as a line of JSON as
/// soon as it is complete, so that what is known survives a process that does not; a TraceReader
/// puts the lines together. Each recorder is for one execution.
class TraceRecorder : public Recorder {
public:
    /// A line, without its end.
    using OnLine = std::function<void(const std::string& line)>;

    TraceRecorder(RecordingOptions options, OnLine on_line);
    /// Writes the lines to `out`, and flushes each.
    TraceRecorder(RecordingOptions options, std::ostream& out);

    /// To be called when Execution::run() has returned: says how it ended, and what is wrong.
    void finish();

    void begins(const Happening& call) override;
    void chose(const Choice& choice) override;
    void happened(const Happening& happening) override;

private:
    /// A call that has not come back.
    struct OpenCall {
        Step step;
        bool open = false;
        bool asleep = false;  ///< and that has been said
    };

    void begin_trace();
    void look_at_arrays(const Thread& thread);
    void note_sleepers(const Thread* except);
    void note_names();
    void note_findings(Step& step);
    Step step_of(Step::Kind kind, unsigned thread);
    Step step_of(const Happening& happening);
    Step step_of_call(const Happening& call);
    void emit(Step step);
    bool judges(const Finding& finding) const { return options_.judged.contains(finding.detector); }

    const RecordingOptions options_;
    const OnLine on_line_;
    World& world_;
    ProgramView view_;
    Names names_;
    std::map<unsigned, OpenCall> calls_;  // by thread
    std::optional<ArraysState> arrays_;   // as they were last
    State last_state_;
    std::uint64_t last_time_ = 0;
    std::uint32_t last_points_ = 0;
    std::size_t steps_ = 0;
    std::size_t findings_seen_ = 0;
    std::size_t findings_told_ = 0;
    bool began_ = false;
};

/// Runs an execution and records it in this process: for one that cannot crash.
Trace record(const Execution& execution, const Scenario& scenario, RuleSet rules,
             std::span<const Deviation> deviations, const RecordingOptions& options);

}  // namespace winsock::sim
