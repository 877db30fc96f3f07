#include "sim/report/recorder.h"

#include <ostream>

#include "sim/report/call_text.h"
#include "sim/report/constants.h"
#include "sim/report/options.h"
#include "sim/report/snapshot.h"
#include "sim/report/trace_json.h"
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

}  // namespace

TraceRecorder::TraceRecorder(RecordingOptions options, OnLine on_line)
    : options_(std::move(options)),
      on_line_(std::move(on_line)),
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
        for (const Action& action : scenario->actions) trace.script.push_back(action.sentence);
        trace.port = static_cast<std::uint16_t>(scenario->port);
    }
    on_line_(header_line(trace));
    last_state_ = snapshot(world_);
}

void TraceRecorder::note_names() {
    const auto note = [&](const std::string& mark, const std::string& name) {
        if (names_.set(mark, name)) on_line_(name_line(mark, name));
    };
    const auto& threads = world_.scheduler.threads();
    note(mark_of_thread(0), threads.size() == 1 ? "server" : "main");
    for (std::size_t i = 1; i < threads.size(); ++i) {
        note(mark_of_thread(static_cast<unsigned>(i)), "thread " + std::to_string(i));
    }
    for (const auto& socket : world_.sockets()) note(mark_of(*socket), world_.name_of(*socket));
    for (const auto& event : world_.events()) note(mark_of(*event), world_.name_of(*event));
}

void TraceRecorder::note_findings(Step& step) {
    const std::vector<Finding>& findings = world_.findings();
    for (; findings_seen_ < findings.size(); ++findings_seen_) {
        if (!judges(findings[findings_seen_])) continue;
        on_line_(finding_line(to_trace(findings[findings_seen_])));
        step.findings.push_back(findings_told_++);
    }
}

Step TraceRecorder::step_of(Step::Kind kind, unsigned thread) {
    Step step;
    step.kind = kind;
    step.actor = mark_of_thread(thread);
    step.time = world_.now();
    step.points = world_.choices.points();
    step.state = snapshot(world_);
    step.state.arrays = arrays_;
    return step;
}

void TraceRecorder::emit(Step step) {
    note_names();
    // What is found at the end is no part of a last sleep.
    if (!world_.is_over()) note_findings(step);
    on_line_(step_line(step));
    last_state_ = std::move(step.state);
    last_time_ = step.time;
    last_points_ = step.points;
    ++steps_;
}

// Between two calls the program may have changed its arrays.
void TraceRecorder::look_at_arrays(const Thread& thread) {
    view_.look(thread);
    const std::optional<ProgramView::Contents> contents = view_.contents();
    if (!contents) return;
    ArraysState now = slots_of(world_, *contents);
    const bool changed =
        arrays_ ? now.slots != arrays_->slots || now.total != arrays_->total : !now.slots.empty();
    arrays_ = std::move(now);
    if (changed) emit(step_of(Step::Kind::stores, thread.number));
}

// Whoever blocked did so before what happens now: time and state were those of the step before.
void TraceRecorder::note_sleepers(const Thread* except) {
    for (const auto& thread : world_.scheduler.threads()) {
        OpenCall& call = calls_[thread->number];
        if (thread->blocker == nullptr || !call.open || call.asleep || thread.get() == except) {
            continue;
        }
        call.asleep = true;
        Step step = call.step;
        step.kind = Step::Kind::sleeps;
        step.state = last_state_;
        step.time = last_time_;
        step.points = last_points_;
        emit(std::move(step));
    }
}

Step TraceRecorder::step_of_call(const Happening& call) {
    Step step = step_of(Step::Kind::call, call.thread);
    step.call = function_text(call);
    step.arguments = arguments_text(world_, call);
    if (const std::optional<SourceLine> line = view_.line_of(call.return_address)) {
        step.file = line->file;
        step.line = line->line;
    }
    return step;
}

void TraceRecorder::begins(const Happening& call) {
    begin_trace();
    const Thread& thread = *world_.scheduler.threads()[call.thread];
    note_sleepers(nullptr);
    Step step = step_of_call(call);
    look_at_arrays(thread);
    step.state.arrays = arrays_;
    note_names();
    on_line_(begin_line(step));
    calls_[call.thread] = {std::move(step), true, false};
}

void TraceRecorder::chose(const Choice& choice) {
    begin_trace();
    const unsigned running = world_.scheduler.running().number;
    const OpenCall& call = calls_[running];
    ChoicePoint point;
    point.point = choice.point;
    point.chosen = static_cast<std::uint16_t>(choice.chosen);
    point.options = options_of(world_, choice);
    point.step = steps_;
    point.actor = mark_of_thread(running);
    point.asleep = world_.scheduler.running().blocker != nullptr;
    if (call.open) {
        point.call = call.step.call;
        point.line = call.step.line;
    }
    note_names();
    on_line_(point_line(point));
    const Option& chosen = point.options[choice.chosen];
    if (choice.chosen == 0 || !is_about_thread(chosen)) return;
    note_sleepers(nullptr);
    Step step = step_of(Step::Kind::goes_first, static_cast<unsigned>(chosen.place));
    step.deviation = true;
    emit(std::move(step));
}

Step TraceRecorder::step_of(const Happening& happening) {
    const bool prints = happening.kind == Happening::Kind::printed;
    const bool acts = happening.action != nullptr;
    Step step = step_of(prints ? Step::Kind::prints
                        : acts ? Step::Kind::acts
                               : Step::Kind::misfortune,
                        happening.thread);
    step.deviation = happening.deviation;
    step.text = happening.text;
    if (!acts) return step;
    step.actor = world_.scenario()->clients[happening.action->client];
    step.deed = happening.action->sentence;
    if (happening.action->deed == Action::Deed::says) step.text = happening.action->text;
    return step;
}

void TraceRecorder::happened(const Happening& happening) {
    begin_trace();
    const Thread& thread = *world_.scheduler.threads()[happening.thread];
    if (happening.kind != Happening::Kind::call) {
        note_sleepers(nullptr);
        if (happening.kind == Happening::Kind::printed) look_at_arrays(thread);
        emit(step_of(happening));
        return;
    }
    note_sleepers(&thread);
    const OpenCall call = std::exchange(calls_[happening.thread], {});
    Step step = step_of_call(happening);
    if (call.asleep) step.kind = Step::Kind::wakes;
    step.result = result_text(world_, happening);
    step.error = error_text(happening.api, happening.error);
    step.detail = detail_text(world_, happening);
    step.text = happening.bytes;
    emit(std::move(step));
}

void TraceRecorder::finish() {
    begin_trace();
    if (world_.ending() == Ending::quiescent) {
        // They sleep for good.
        for (const auto& [thread, call] : calls_) {
            if (!call.open || call.asleep) continue;
            Step step = call.step;
            step.kind = Step::Kind::sleeps;
            step.state = last_state_;
            step.time = last_time_;
            step.points = last_points_;
            emit(std::move(step));
        }
    }
    note_names();
    Step nowhere;  // what is found at the end belongs to no step
    note_findings(nowhere);
    on_line_(end_line(name_of_ending(world_.ending()), world_.exit_code));
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
