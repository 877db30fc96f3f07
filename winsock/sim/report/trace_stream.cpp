#include "sim/report/trace_stream.h"

#include "sim/report/trace_json.h"

namespace winsock::sim {

void TraceStream::header(const Trace& trace) { on_line_(header_line(trace)); }

void TraceStream::name(const std::string& mark, const std::string& name) {
    if (names_.set(mark, name)) on_line_(name_line(mark, name));
}

void TraceStream::call_begins(const Step& call) { on_line_(begin_line(call)); }

void TraceStream::put_step(const Step& step) {
    const bool same_state = !recent_.empty() && recent_.back().state == step.state;
    const std::string line = same_state ? step_line_in_the_same_state(step) : step_line(step);
    on_line_(line);
    ++steps_;
    bytes_ += line.size();
    recent_.push_back(step);
    if (recent_.size() > most_recent) recent_.pop_front();
}

void TraceStream::step(const Step& step) {
    end_repetition();
    put_step(step);
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
    const std::vector<Step> rest(
        recent_.begin() + static_cast<std::ptrdiff_t>(first),
        recent_.begin() + static_cast<std::ptrdiff_t>(first + left_out->rest));
    for (const Step& step : rest) put_step(step);
}

void TraceStream::end(const std::string& ending, int exit_code) {
    end_repetition();
    if (left_out_ > 0) on_line_(left_out_line(left_out_));
    on_line_(end_line(ending, exit_code));
}

}  // namespace winsock::sim
