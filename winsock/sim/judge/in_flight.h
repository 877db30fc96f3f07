#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/choices.h"

namespace winsock::sim {

/// What a worker is doing, in memory that it shares with its supervisor: if the worker dies, or
/// does not come back, this is what is known of it.
struct InFlight {
    static constexpr std::size_t most_deviations = 32;
    static constexpr std::size_t longest_report = 120;

    std::atomic<std::uint64_t> heartbeat;  ///< counts executions and calls
    std::atomic<std::uint64_t> executions;
    std::atomic<std::uint32_t> job;
    std::uint32_t deviation_count;
    Deviation deviations[most_deviations];
    /// What a sanitizer had to say, "stack-buffer-overflow" for instance; empty if nothing.
    char sanitizer[longest_report];

    void begin(std::uint32_t job_, std::span<const Deviation> list) {
        job = job_;
        deviation_count = 0;
        for (const Deviation& deviation : list) {
            if (deviation_count < most_deviations) deviations[deviation_count++] = deviation;
        }
        executions.fetch_add(1, std::memory_order_relaxed);
        heartbeat.fetch_add(1, std::memory_order_relaxed);
    }
    std::span<const Deviation> in_flight() const {
        return {deviations, std::min<std::size_t>(deviation_count, most_deviations)};
    }
};

/// The page that this process shares with its supervisor; null in a process that has none.
InFlight* in_flight();
void set_in_flight(InFlight* page);

}  // namespace winsock::sim
