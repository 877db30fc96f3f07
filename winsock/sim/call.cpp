#include "sim/call.h"

namespace winsock::sim {

void Call::begin() {
    Thread& thread = world.scheduler.running();
    thread.call = happening_.api;
    happening_.thread = thread.number;
    world.throw_if_over(happening_.api);
    if (!world.is_over()) world.before_call();
    over_ = world.is_over() && world.scenario() != nullptr;
    thread.call = happening_.api;
}

void Call::end(std::int64_t result, int error) {
    if (over_ || (world.is_over() && world.scenario() != nullptr)) return;
    happening_.result = result;
    happening_.error = error;
    happening_.arguments = std::span<const std::uint64_t>(arguments_.data(), count_);
    world.call_ended(happening_);
}

}  // namespace winsock::sim
