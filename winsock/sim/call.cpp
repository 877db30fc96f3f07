#include "sim/call.h"

#include <algorithm>

#include "sim/history.h"

namespace winsock::sim {

std::span<const HANDLE> WaitArray::readable() const {
    if (handles == nullptr) return {};
    return {handles, std::min<std::size_t>(count, MAXIMUM_WAIT_OBJECTS)};
}

std::uint64_t WaitArray::hash() const {
    std::uint64_t hash = count;
    for (const HANDLE handle : readable()) {
        hash = mix(hash, reinterpret_cast<HandleValue>(handle));
    }
    return hash;
}

void Call::begin() {
    Thread& thread = world.scheduler.running();
    thread.call = happening_.api;
    thread.stage = Thread::Stage::before;
    happening_.thread = thread.number;
    world.leave_if_over(happening_.api);
    if (!world.is_over()) {
        if (world.recorder != nullptr) {
            happening_.arguments = std::span<const std::uint64_t>(arguments_.data(), count_);
            world.recorder->begins(happening_);
        }
        world.before_call();
        world.leave_if_over(happening_.api);
    }
    over_ = world.is_over() && world.scenario() != nullptr;
    thread.call = happening_.api;
    thread.stage = Thread::Stage::within;
}

void Call::end(std::int64_t result, int error) {
    if (over_ || (world.is_over() && world.scenario() != nullptr)) return;
    happening_.result = result;
    happening_.error = error;
    happening_.arguments = std::span<const std::uint64_t>(arguments_.data(), count_);
    world.scheduler.running().stage = Thread::Stage::behind;
    world.call_ended(happening_);
    world.throw_if_over(happening_.api);
}

}  // namespace winsock::sim
