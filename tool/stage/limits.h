#pragma once

#include <cstddef>
#include <cstdint>

/// How long the stage waits, in seconds, and why it may stop then.
namespace out_of_step::limits {

/// A server that has slept for so long sleeps for good: those of the course sleep for up to one
/// second on purpose.
constexpr double asleep_for_good = 2.5;
/// The same before it listens, where no lesson has a reason to sleep, but a learner may have one.
constexpr double asleep_before_listening = 5;

/// So much processor time in which nothing moves between the client and the server is a spin.
constexpr double cpu_of_a_spin = 0.5;
/// And so many bytes that it prints meanwhile. Whoever prints waits most of the time, for us.
constexpr std::uint64_t words_of_a_spin = 1'000'000;
/// The same before it listens: a start may be work.
constexpr double cpu_before_listening = 2;

/// A client that takes nothing is let go after half a minute at the latest. A server may sleep
/// through it: its own clock will wake it.
constexpr double patience_for_letting_go = 35;

/// What a server may keep for a client that reads nothing, in bytes: a queue of 64 kB, and what an
/// allocator keeps besides.
constexpr std::size_t memory_for_a_client = 8'000'000;

/// After that nothing is proved, but nobody waits any longer. Under Wine a proof takes longer: the
/// time in which the wineserver has something to do, or waits for the processor, does not count.
constexpr double patience = 30;
constexpr double patience_under_wine = 90;
/// Which of the two it is, in seconds.
constexpr double patience_for(bool under_wine) {
    return under_wine ? patience_under_wine : patience;
}

/// A server that has slept for so long has done what it had to do for an act.
constexpr double settled = 0.1;
constexpr double settled_under_wine = 0.3;
constexpr double patience_for_settling = 5;

/// When a process has ended the system has closed its connections.
constexpr double patience_for_closing = 2;

constexpr double pause_between_attempts = 0.02;

}  // namespace out_of_step::limits
