#include "sim/spin.h"

#include "sim/history.h"
#include "sim/world.h"

namespace winsock::sim {

void SpinWatch::call_ended(World& world, const Happening& call) {
    if (world.now() != time_) {
        time_ = world.now();
        begin();
    }
    std::uint64_t hash = mix(static_cast<std::uint64_t>(call.api), call.thread);
    for (const std::uint64_t argument : call.arguments) hash = mix(hash, argument);
    hash = mix(mix(hash, static_cast<std::uint64_t>(call.result)),
               static_cast<std::uint64_t>(call.error));
    calls_.push_back({hash, call.api});
    if (calls_.size() < next_look_) return;
    next_look_ += next_look_ / 2;
    const std::size_t length = period();
    if (length == 0) return;

    std::string cycle;
    for (std::size_t i = calls_.size() - length; i < calls_.size(); ++i) {
        if (!cycle.empty()) cycle += ", ";
        cycle += name_of(calls_[i].api);
    }
    world.find(Detector::spin, "", call.api,
               "it goes round and round without rest, and nothing changes: " + cycle);
    world.end(Ending::found);
}

// The shortest cycle that the last calls have gone round `rounds` times; 0 if there is none.
std::size_t SpinWatch::period() const {
    const std::size_t count = calls_.size();
    for (std::size_t length = 1; length <= longest_cycle && length * rounds <= count; ++length) {
        bool repeats = true;
        for (std::size_t i = count - length * (rounds - 1); repeats && i < count; ++i) {
            repeats = calls_[i].hash == calls_[i - length].hash;
        }
        if (repeats) return length;
    }
    return 0;
}

}  // namespace winsock::sim
