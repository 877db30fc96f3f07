#include "sim/notify.h"

#include "sim/chrono.h"
#include "sim/history.h"

namespace winsock::sim {

namespace {

/// Whom it concerns: one of those that wait, or all; none if none waits.
std::vector<Thread*> those_to_notify(World& world, const void* place, bool all) {
    std::vector<Thread*> waiting = world.scheduler.others_at(place);
    if (all || waiting.empty()) return waiting;
    Thread& me = world.scheduler.running();
    me.condition = place;
    Thread* const chosen = waiting[world.choose_who_is_notified(waiting.size())];
    me.condition = nullptr;
    return {chosen};
}

}  // namespace

bool is_notified(World& world, const void* place, std::uint64_t milliseconds) {
    Scheduler& scheduler = world.scheduler;
    Thread& me = scheduler.running();
    me.condition = place;
    world.remember_turn(World::Turn::waits, me.number);
    if (milliseconds == 0 && scheduler.others_that_can_run() > 0) scheduler.let_run(0);
    const auto notified = [&] { return me.condition == nullptr; };
    const bool in_time = scheduler.block(notified, after(milliseconds));
    me.condition = nullptr;
    return in_time;
}

void notify(Call& call, const void* place, bool all) {
    if (call.over()) return;
    std::uint64_t notified = 0;
    for (Thread* const thread : those_to_notify(call.world, place, all)) {
        thread->condition = nullptr;
        notified = mix(notified, thread->number);
    }
    call.remember(notified);
    call.done(0);
    if (notified != 0) call.world.behind_set();
}

}  // namespace winsock::sim
