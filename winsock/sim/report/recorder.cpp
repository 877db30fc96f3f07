#include "sim/report/recorder.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "sim/history.h"
#include "sim/report/call_text.h"
#include "sim/report/constants.h"
#include "sim/report/options.h"
#include "sim/report/snapshot.h"
#include "sim/report/trace_reader.h"

namespace winsock::sim {

namespace {

const char* name_of_ending(Ending ending) {
    switch (ending) {
        case Ending::quiescent: return "quiescent";
        case Ending::returned: return "returned";
        case Ending::exited: return "exited";
        case Ending::found: return "found";
        default: return "";
    }
}

bool has_same_handles(const SlotState& one, const SlotState& other) {
    return one.socket == other.socket && one.event == other.event;
}

/// Whether the program itself has changed them: a slot's socket and event come to belong together
/// by calls.
bool is_stored(const ArraysState& now, const ArraysState& before) {
    return now.total != before.total ||
           !std::equal(now.slots.begin(), now.slots.end(), before.slots.begin(), before.slots.end(),
                       has_same_handles);
}

std::uint64_t hash_of_contents(const ProgramView::Contents& contents) {
    std::uint64_t hash = static_cast<std::uint64_t>(contents.total.value_or(-1));
    for (const HandleValue socket : contents.sockets) hash = mix(hash, socket);
    for (const HandleValue event : contents.events) hash = mix(hash, event);
    return hash;
}

}  // namespace

TraceRecorder::TraceRecorder(RecordingOptions options, OnLine on_line)
    : options_(std::move(options)),
      stream_(std::move(on_line)),
      world_(World::current()),
      view_(options_.arrays, options_.source_root) {}

TraceRecorder::TraceRecorder(RecordingOptions options, std::ostream& out)
    : TraceRecorder(std::move(options), [&out](const std::string& line) {
          out << line << '\n' << std::flush;
      }) {}

// What is known before the first step.
void TraceRecorder::begin_trace() {
    if (began_) return;
    began_ = true;
    Trace trace;
    trace.lesson = options_.lesson;
    trace.rules = name_of(world_.rules().set());
    trace.sockets_name = options_.arrays.sockets;
    trace.events_name = options_.arrays.events;
    trace.total_name = options_.arrays.count;
    if (const Scenario* const scenario = world_.scenario()) {
        trace.clients = scenario->clients;
        if (scenario->is_for_a_client()) trace.servers = scenario->clients;
        trace.script = scenario->script();
        trace.port = static_cast<std::uint16_t>(scenario->port);
    }
    stream_.header(trace);
    last_state_ = snapshot(world_);
}

void TraceRecorder::note_names() {
    const auto& threads = world_.scheduler.threads();
    const char* const program = world_.program_is_client() ? "client" : "server";
    stream_.name(mark_of_thread(0), threads.size() == 1 ? program : "main");
    for (std::size_t i = 1; i < threads.size(); ++i) {
        stream_.name(mark_of_thread(static_cast<unsigned>(i)), "thread " + std::to_string(i));
    }
    for (const auto& socket : world_.sockets()) {
        stream_.name(mark_of(*socket), world_.name_of(*socket));
    }
    for (const auto& event : world_.events()) {
        stream_.name(mark_of(*event), world_.name_of(*event));
    }
}

void TraceRecorder::note_findings(Step& step) {
    const std::vector<Finding>& findings = world_.findings();
    for (; findings_seen_ < findings.size(); ++findings_seen_) {
        const Finding& finding = findings[findings_seen_];
        if (!options_.judged.contains(finding.detector)) continue;
        step.findings.push_back(stream_.finding(to_trace(finding)));
    }
}

Step TraceRecorder::step_of(Step::Kind kind, unsigned thread) const {
    Step step;
    step.kind = kind;
    step.actor = mark_of_thread(thread);
    step.time = world_.now();
    step.state = snapshot(world_);
    step.state.arrays = arrays_now();
    return step;
}

void TraceRecorder::emit(Step step) {
    note_names();
    // What is found at the end is no part of a last sleep.
    if (!world_.is_over()) note_findings(step);
    stream_.step(step);
    last_state_ = std::move(step.state);
    last_time_ = step.time;
}

std::optional<ArraysState> TraceRecorder::arrays_now() const {
    if (!arrays_) return std::nullopt;
    return slots_of(world_, *arrays_);
}

// Between two calls the program may have changed its arrays.
void TraceRecorder::look_at_arrays(const Thread& thread) {
    view_.look(thread);
    std::optional<ProgramView::Contents> contents = view_.contents();
    if (!contents) return;
    const ArraysState before = arrays_now().value_or(ArraysState{contents->total, {}});
    arrays_ = std::move(contents);
    arrays_hash_ = hash_of_contents(*arrays_);
    if (is_stored(*arrays_now(), before)) emit(step_of(Step::Kind::stores, thread.number));
}

// Whoever blocked did so before what happens now: time and state were those of the step before.
void TraceRecorder::note_sleepers(const Thread* except) {
    for (const auto& thread : world_.scheduler.threads()) {
        if (thread->blocker != nullptr && thread.get() != except) {
            emit_sleep(calls_[thread->number]);
        }
    }
}

void TraceRecorder::emit_sleep(OpenCall& call) {
    if (!call.open || call.asleep) return;
    call.asleep = true;
    Step step = call.step;
    step.kind = Step::Kind::sleeps;
    step.state = last_state_;
    step.time = last_time_;
    emit(std::move(step));
}

void TraceRecorder::describe(Step& step, const Happening& call) {
    step.actor = mark_of_thread(call.thread);
    step.call = function_text(call);
    step.arguments = arguments_text(world_, call);
    if (const std::optional<SourceLine> line = view_.line_of(call.return_address)) {
        step.file = line->file;
        step.line = line->line;
    }
}

void TraceRecorder::begins(const Happening& call) {
    begin_trace();
    if (stream_.is_full()) return;
    OpenCall& open = calls_[call.thread];
    open = {};
    describe(open.step, call);
    if (!stream_.is_quiet()) {
        note_sleepers(nullptr);
        look_at_arrays(*world_.scheduler.threads()[call.thread]);
        note_names();
        stream_.call_begins(open.step);
    }
    open.open = true;
}

void TraceRecorder::chose(const Choice& choice) {
    begin_trace();
    if (choice.chosen == 0 && stream_.is_quiet()) return;
    const Thread& running = world_.scheduler.running();
    const OpenCall& call = calls_[running.number];
    ChoicePoint point;
    point.point = choice.point;
    point.chosen = static_cast<std::uint16_t>(choice.chosen);
    point.options = options_of(world_, choice);
    point.actor = mark_of_thread(running.number);
    point.asleep = running.blocker != nullptr;
    if (call.open) {
        point.call = call.step.call;
        point.line = call.step.line;
    }
    if (!stream_.is_full()) stream_.end_repetition();
    point.step = stream_.steps();
    note_names();
    stream_.point(point);
    const Option& chosen = point.options[choice.chosen];
    if (choice.chosen == 0 || !lets_go_first(chosen) || stream_.is_full()) return;
    note_sleepers(nullptr);
    Step step = step_of(Step::Kind::goes_first, static_cast<unsigned>(chosen.place));
    step.deviation = true;
    emit(std::move(step));
}

// Equal for happenings behind which everything is the same as well.
std::uint64_t TraceRecorder::fingerprint(const Happening& happening) const {
    std::uint64_t hash = mix(world_.scene_hash(), world_.now());
    hash = mix(hash, world_.findings().size());
    hash = mix(hash, arrays_hash_);
    hash = mix(hash, static_cast<std::uint64_t>(happening.kind) << 32 |
                         static_cast<std::uint64_t>(happening.api) << 16 | happening.thread);
    hash = mix(hash, reinterpret_cast<std::uintptr_t>(happening.return_address));
    for (const std::uint64_t argument : happening.arguments) hash = mix(hash, argument);
    hash = mix(hash, static_cast<std::uint64_t>(happening.result));
    hash = mix(hash, static_cast<std::uint64_t>(happening.error));
    return mix(mix(hash, hash_of(happening.bytes)), hash_of(happening.text));
}

void TraceRecorder::happened(const Happening& happening) {
    begin_trace();
    const std::uint64_t print = fingerprint(happening);
    const bool is_call = happening.kind == Happening::Kind::call;
    if (stream_.leave_out(print)) {
        if (is_call) calls_[happening.thread] = {};
        return;
    }
    stream_.end_repetition();
    if (is_call) {
        record_call(happening);
    } else {
        record_event(happening);
    }
    stream_.has_written(print);
}

// A client acts, the program prints, or a misfortune befalls it.
void TraceRecorder::record_event(const Happening& happening) {
    const bool prints = happening.kind == Happening::Kind::printed;
    note_sleepers(nullptr);
    if (prints) look_at_arrays(*world_.scheduler.threads()[happening.thread]);
    Step step = step_of(prints ? Step::Kind::prints : Step::Kind::misfortune, happening.thread);
    step.deviation = happening.deviation;
    step.text = happening.text;
    if (const Action* const action = happening.action) {
        step.kind = Step::Kind::acts;
        step.actor = action->client == Action::nobody
                         ? mark_of_thread(0)  // it is told to the server
                         : world_.scenario()->clients[action->client];
        step.deed = action->sentence;
        if (action->deed == Action::Deed::says) step.text = action->text;
    }
    emit(std::move(step));
}

void TraceRecorder::record_call(const Happening& happening) {
    note_sleepers(world_.scheduler.threads()[happening.thread].get());
    const OpenCall call = std::exchange(calls_[happening.thread], {});
    Step step = step_of(call.asleep ? Step::Kind::wakes : Step::Kind::call, happening.thread);
    describe(step, happening);
    step.result = result_text(world_, happening);
    step.error = error_text(happening.api, happening.error);
    step.detail = detail_text(world_, happening);
    step.text = happening.bytes;
    emit(std::move(step));
}

void TraceRecorder::finish() {
    begin_trace();
    if (world_.ending() == Ending::quiescent && !stream_.is_full()) {
        for (auto& [thread, call] : calls_) emit_sleep(call);  // for good
    }
    stream_.end_repetition();
    note_names();
    Step nowhere;  // what is found at the end belongs to no step
    note_findings(nowhere);
    stream_.end(name_of_ending(world_.ending()), world_.exit_code);
}

Trace record(const Execution& execution, const Scenario& scenario, RuleSet rules,
             std::span<const Deviation> deviations, const RecordingOptions& options) {
    TraceReader reader;
    TraceRecorder recorder(options, [&](const std::string& line) { reader.line(line); });
    execution.run(scenario, rules, deviations, nullptr, &recorder);
    recorder.finish();
    return reader.trace();
}

}  // namespace winsock::sim
