// What became of the clients. Excused is
//   a client beyond Scenario::room: it may be turned away, or be left waiting in the backlog;
//   a client that a misfortune has befallen: it may be turned away;
//   everybody, when the server has been told to stop and has ended, but what came back is right;
//   whatever waits because a client has stopped reading: it may be turned away as well, unless
//   the scenario says what becomes of it (SlowReaders).
// To turn a client away is to close its connection before it has left.
//
// Where the program is the client, a server is in the place of a client: it must be connected to,
// heard, and let go when it has left. What it says after the program has closed the connection is
// nobody's fault.

#include "sim/detectors/clients.h"

#include <algorithm>

#include "sim/detectors/words.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

bool is_held(const Client& client) {
    const Socket* const end = client.program_end();
    return end != nullptr && end->is_program_owned && !end->closed();
}

void judge_one_outside(World& world, const Client& client) {
    if (client.is_server()) {
        world.find_at_end(Detector::never_answered, client.name(),
                          client.name() + " is never connected to");
        return;
    }
    if (client.next() == nullptr || room_is_full(world, &client)) return;
    world.find_at_end(Detector::never_answered, client.name(),
                      client.name() + " could never connect");
}

void judge_one_in_the_backlog(World& world, const Client& client) {
    if (client.vanished() || room_is_full(world, &client)) return;
    world.find_at_end(Detector::never_answered, client.name(),
                      client.name() + (client.turned_away() ? " is turned away unaccepted"
                                                            : " is never accepted"));
}

void judge_what_was_heard(World& world, const Client& client) {
    const std::uint64_t said = client.said_in_time();
    const std::uint64_t heard = client.program_end()->total_received();
    if (client.vanished() || client.holds_up() || heard >= said) return;
    std::string detail = std::to_string(said - heard) + " of " + client.name() + "'s " +
                         bytes_in_words(said) + (said - heard == 1 ? " is" : " are") +
                         " never read";
    if (client.program_end()->closed()) detail += ": its connection has been closed";
    world.find_at_end(Detector::byte_unread, client.name(), std::move(detail));
}

void judge_whether_released(World& world, const Client& client) {
    if (client.is_to_be_let_go() && !client.program_end()->closed()) {
        world.find_at_end(Detector::never_answered, client.name(),
                          client.name() + " takes nothing, and is never let go");
    }
    const bool has_gone = client.left() || client.vanished();
    if (!has_gone || client.holds_up() || client.program_end()->closed()) return;
    world.find_at_end(
        Detector::never_answered, client.name(),
        client.name() + (client.is_server() ? " has left, and its connection is never closed"
                                            : " has left, and is never released"));
}

// A process that ends releases everybody.
bool has_ended(const World& world) {
    return world.ending() == Ending::returned || world.ending() == Ending::exited;
}

// Whoever still awaits something when nothing moves any more awaits it in vain.
void judge_what_is_awaited(World& world, const Client& client) {
    const Action* const next = client.next();
    if (next == nullptr || client.vanished() || client.holds_up()) return;
    const bool text = next->deed == Action::Deed::awaits;
    if (!text && next->deed != Action::Deed::awaits_bytes) return;
    const std::string what = text ? in_quotes(next->text) : bytes_in_words(next->number);
    world.find_at_end(Detector::never_answered, client.name(),
                      client.name() + " waits for " + what + " in vain");
}

}  // namespace

bool room_is_full(const World& world, const Client* besides) {
    std::size_t held = 0;
    for (const auto& client : world.clients()) {
        if (client.get() != besides && is_held(*client)) ++held;
    }
    return held >= world.scenario()->room;
}

void judge_the_clients(World& world) {
    for (const auto& each : world.clients()) {
        const Client& client = *each;
        const Socket* const end = client.program_end();
        if (client.is_excused()) continue;
        if (world.has_stopped()) {
            const bool was_inside = end != nullptr && end->is_program_owned;
            if (was_inside && world.scenario()->echoes) judge_what_came_back(world, client);
            continue;
        }
        if (end == nullptr) {
            judge_one_outside(world, client);
        } else if (!end->is_program_owned) {
            judge_one_in_the_backlog(world, client);
        } else {
            judge_what_was_heard(world, client);
            if (!has_ended(world)) judge_whether_released(world, client);
            judge_what_is_awaited(world, client);
            if (world.scenario()->echoes) judge_what_came_back(world, client);
        }
    }
}

void judge_the_wait(World& world, const Client& client, const char* what, std::uint64_t waited) {
    const std::uint64_t bound = world.scenario()->answer_within;
    if (bound == 0 || waited <= bound) return;
    world.find(Detector::answered_late, client.name(), world.scheduler.running().call,
               client.name() + what + " " + time_in_words(waited) + " later; within " +
                   time_in_words(bound) + " was promised");
}

}  // namespace winsock::sim
