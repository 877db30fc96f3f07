// Memory grows without bound: bytes that nobody takes from the program pile up in it.
//
// How much a program needs is its own affair: it may set aside all it will ever use when it starts,
// or a megabyte for each connection. So what counts is what it holds beyond what it held when it
// first read something after the last client had come, and when it first heard each client.

#include "sim/detectors/memory.h"

#include <algorithm>
#include <cstdint>

#include "sim/detectors/words.h"
#include "sim/program_memory.h"
#include "sim/program_thread.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

/// Whoever is over the limit by this much does not wait for a call to end it.
constexpr std::size_t most_beyond = std::size_t{64} << 20;
/// More than a server of this course could need, and little enough for any machine. Whoever is
/// over it breaks every promise, whatever it is about.
constexpr std::size_t most_ever = std::size_t{256} << 20;

// The client whose bytes pile up, if it can only be that one.
std::string who_does_not_read(const World& world) {
    std::string who;
    for (const auto& client : world.clients()) {
        if (!client->holds_up()) continue;
        if (!who.empty()) return "";
        who = client->name();
    }
    return who;
}

std::size_t sum(std::size_t one, std::size_t other) {
    return one > SIZE_MAX - other ? SIZE_MAX : one + other;
}

void report(World& world, std::size_t live, std::size_t bytes) {
    if (!world.notes.memory_counts) {
        world.find_at_end(Detector::crash, "",
                          "it holds " + bytes_in_words(live) + " and asks for " +
                              bytes_in_words(bytes) + " more, which no server here needs");
        return;
    }
    const std::size_t more = sum(live - std::min(live, world.notes.memory_needed), bytes);
    world.find_at_end(Detector::memory_grows, who_does_not_read(world),
                      "it holds " + bytes_in_words(more) +
                          " more than when each client had been heard once, and goes on");
}

}  // namespace

void memory_is_set_aside(World& world) { world.notes.memory_counts = false; }

void memory_is_used(World& world, bool first_time) {
    if (world.notes.memory_counts && !first_time) return;
    std::size_t& needed = world.notes.memory_needed;
    needed = std::max(needed, ProgramMemory::instance().live());
    world.notes.memory_counts = true;
}

void is_about_to_allocate(std::size_t bytes) {
    if (!runs_program_code()) return;
    World& world = World::current();
    const Scenario* const scenario = world.scenario();
    if (scenario == nullptr || scenario->memory == 0) return;
    const std::size_t live = ProgramMemory::instance().live();
    const std::size_t limit =
        world.notes.memory_counts ? world.notes.memory_needed + scenario->memory : most_ever;
    const std::size_t then = sum(live, bytes);
    if (then <= limit) return;
    if (!world.is_over()) {
        report(world, live, bytes);
        world.end(Ending::found);
    }
    if (then - limit > most_beyond) leave_program_code();
}

}  // namespace winsock::sim
