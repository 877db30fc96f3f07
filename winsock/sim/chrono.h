#pragma once

#include <ctime>

#include "sim/world.h"

namespace winsock::sim {

/// The C library's time in virtual milliseconds, rounded up: who sleeps does not wake too early.
constexpr std::uint64_t to_milliseconds(const timespec& time) {
    constexpr std::uint64_t longest = never / 2;  // and still a time to which another can be added
    const auto seconds = static_cast<std::uint64_t>(time.tv_sec);
    if (time.tv_sec < 0) return 0;
    if (seconds > longest / 1000 - 1) return longest;
    return seconds * 1000 + (static_cast<std::uint64_t>(time.tv_nsec) + 999'999) / 1'000'000;
}

/// What this clock of the C library shows now, in ms: CLOCK_MONOTONIC, or another, which tells the
/// date.
inline std::uint64_t clock_shows(clockid_t clock) {
    constexpr std::uint64_t day = 1'000'000'000'000;  // in September 2001
    return (clock == CLOCK_MONOTONIC ? 0 : day) + started_up + World::current().now();
}

}  // namespace winsock::sim
