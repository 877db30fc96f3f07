#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include "sim/report/marks.h"
#include "sim/report/rounds.h"
#include "sim/report/trace.h"

namespace winsock::sim {

/// Writes a recording as lines, and keeps it short: what repeats itself is counted instead, and of
/// an execution that goes on for very long only the beginning is written.
class TraceStream {
public:
    using OnLine = std::function<void(const std::string& line)>;

    explicit TraceStream(OnLine on_line) : on_line_(std::move(on_line)) {}

    void header(const Trace& trace);
    /// From now on. Says nothing twice.
    void name(const std::string& mark, const std::string& name);
    void call_begins(const Step& call);
    void step(const Step& step);
    void point(const ChoicePoint& point);
    /// Returns its place in the list of findings.
    std::size_t finding(const TraceFinding& finding);
    void end(const std::string& ending, int exit_code);

    std::size_t steps() const { return steps_; }

    /// @name What repeats itself
    /// Happenings are numbers, equal if the same happens in the same situation.
    /// @{
    /// Whether this one need not be written; it is counted then.
    bool leave_out(std::uint64_t happening);
    /// This one has been written, in the last steps.
    void has_written(std::uint64_t happening) { rounds_.add(happening, steps_); }
    /// Says what was left out, before something else is written.
    void end_repetition();
    /// While nothing is written unless it is new.
    bool is_quiet() const { return rounds_.leaves_out() || is_full(); }
    bool is_full() const { return steps_ >= most_steps || bytes_ >= most_bytes; }
    /// @}

private:
    static constexpr std::size_t most_steps = 20000;
    static constexpr std::size_t most_bytes = 64 << 20;
    static constexpr std::size_t most_recent = 1024;

    void put_step(const Step& step);

    const OnLine on_line_;
    Names names_;
    Rounds rounds_;
    std::deque<Step> recent_;  // the last that were written
    std::size_t steps_ = 0;
    std::size_t bytes_ = 0;
    std::size_t findings_ = 0;
    std::uint64_t left_out_ = 0;
};

}  // namespace winsock::sim
