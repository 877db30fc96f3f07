#include "sim/report/trace_stream.h"

#include "sim/report/trace_json.h"

namespace winsock::sim {

void TraceStream::header(const Trace& trace) { on_line_(header_line(trace)); }

void TraceStream::name(const std::string& mark, const std::string& name) {
    if (names_.set(mark, name)) on_line_(name_line(mark, name));
}

void TraceStream::call_begins(const Step& call) { on_line_(begin_line(call)); }

void TraceStream::put_step(const std::string& line) {
    on_line_(line);
    ++steps_;
    bytes_ += line.size();
}

void TraceStream::step(const Step& step) {
    end_repetition();
    recent_.push_back(step_line(step));
    put_step(recent_.back());
    if (recent_.size() > recent_lines) recent_.pop_front();
}

void TraceStream::point(const ChoicePoint& point) { on_line_(point_line(point)); }

std::size_t TraceStream::finding(const TraceFinding& finding) {
    on_line_(finding_line(finding));
    return findings_++;
}

bool TraceStream::leave_out(std::uint64_t happening) {
    if (is_full()) {
        ++left_out_;
        return true;
    }
    return rounds_.leave_out(happening);
}

void TraceStream::end_repetition() {
    const std::optional<Rounds::LeftOut> left_out = rounds_.end();
    if (!left_out) return;
    if (left_out->times > 0) on_line_(repetition_line(left_out->steps, left_out->times));
    if (left_out->steps > recent_.size()) return;
    const std::size_t first = recent_.size() - left_out->steps;
    for (std::size_t i = 0; i < left_out->rest; ++i) put_step(recent_[first + i]);
}

void TraceStream::end(const std::string& ending, int exit_code) {
    end_repetition();
    if (left_out_ > 0) on_line_(left_out_line(left_out_));
    on_line_(end_line(ending, exit_code));
}

}  // namespace winsock::sim
