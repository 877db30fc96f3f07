#pragma once

#include <ctime>

#include "sim/world.h"

namespace winsock::sim {

/// The C library's time in virtual milliseconds, rounded up: who sleeps does not wake too early.
/// What is further away than anybody waits is `never`: a clock's time_point::max(), for instance.
constexpr std::uint64_t to_milliseconds(const timespec& time) {
    constexpr std::uint64_t century = 100ULL * 365 * 24 * 60 * 60;
    const auto seconds = static_cast<std::uint64_t>(time.tv_sec);
    if (time.tv_sec < 0) return 0;
    if (seconds >= century) return never;
    return seconds * 1000 + (static_cast<std::uint64_t>(time.tv_nsec) + 999'999) / 1'000'000;
}

/// What this clock of the C library shows now, in ms: CLOCK_MONOTONIC, or another, which tells the
/// date.
inline std::uint64_t clock_shows(clockid_t clock) {
    constexpr std::uint64_t day = 1'000'000'000'000;  // in September 2001
    return (clock == CLOCK_MONOTONIC ? 0 : day) + started_up + World::current().now();
}

/// From now until this clock shows `time`, in ms; `never` if that is too far away.
inline std::uint64_t milliseconds_until(clockid_t clock, const timespec& time) {
    const std::uint64_t then = to_milliseconds(time);
    const std::uint64_t now = clock_shows(clock);
    if (then == never) return never;
    return then > now ? then - now : 0;
}

/// As a call's argument, which Windows writes so.
constexpr std::uint64_t as_argument(std::uint64_t milliseconds) {
    return milliseconds == never ? INFINITE : milliseconds;
}

/// The virtual time so long after now.
inline std::uint64_t after(std::uint64_t milliseconds) {
    return milliseconds == never ? never : World::current().now() + milliseconds;
}

}  // namespace winsock::sim
