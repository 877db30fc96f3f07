#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <span>
#include <string>

#include "sim/execution.h"
#include "sim/report/program_view.h"
#include "sim/report/trace.h"
#include "sim/report/trace_stream.h"

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
    using OnLine = TraceStream::OnLine;

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
    std::optional<ArraysState> arrays_now() const;
    void look_at_arrays(const Thread& thread);
    void note_sleepers(const Thread* except);
    void note_names();
    void note_findings(Step& step);
    void emit(Step step);
    void emit_sleep(OpenCall& call);
    void record_event(const Happening& happening);
    void record_call(const Happening& happening);
    std::uint64_t fingerprint(const Happening& happening) const;
    Step step_of(Step::Kind kind, unsigned thread) const;
    void describe(Step& step, const Happening& call);

    const RecordingOptions options_;
    TraceStream stream_;
    World& world_;
    ProgramView view_;
    std::map<unsigned, OpenCall> calls_;           // by thread
    std::optional<ProgramView::Contents> arrays_;  // as they were last
    std::uint64_t arrays_hash_ = 0;
    State last_state_;
    std::uint64_t last_time_ = 0;
    std::size_t findings_seen_ = 0;
    bool began_ = false;
};

/// Runs an execution and records it in this process: for one that cannot crash.
Trace record(const Execution& execution, const Scenario& scenario, RuleSet rules,
             std::span<const Deviation> deviations, const RecordingOptions& options);

}  // namespace winsock::sim
