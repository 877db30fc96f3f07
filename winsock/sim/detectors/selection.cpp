// Events and sockets that do not belong together; signals and notifications that come to nothing.

#include <algorithm>

#include "sim/detectors/clients.h"
#include "sim/detectors/detectors.h"

namespace winsock::sim {

namespace {

const char* name_of_bit(int bit) {
    static const char* const names[] = {"FD_READ",   "FD_WRITE",   "FD_OOB",
                                        "FD_ACCEPT", "FD_CONNECT", "FD_CLOSE"};
    return names[bit];
}

/// "FD_READ is", "FD_READ and FD_CLOSE are".
std::string what_of(long bits, const char* one, const char* several) {
    std::string names;
    int count = 0;
    for (int bit = 0; bit <= FD_CLOSE_BIT; ++bit) {
        if ((bits & (1L << bit)) == 0) continue;
        if (++count > 1) names += " and ";
        names += name_of_bit(bit);
    }
    return names + (count > 1 ? several : one);
}

bool is_held_up(const Socket& socket) {
    return socket.client != nullptr && socket.client->holds_up();
}

/// Of these bits, those that somebody still has to act on. A server that does without
/// WSAEnumNetworkEvents leaves its records as they are: it reads until nothing is left.
long still_to_be_done(World& world, const Socket& socket, long bits) {
    long left = 0;
    if (socket.unread() > 0) left |= FD_READ;
    if (!socket.backlog().empty() && !room_is_full(world, nullptr)) left |= FD_ACCEPT;
    if (socket.fin_received() || socket.failure() != 0) left |= FD_CLOSE;
    if (world.notes.of_socket(socket.id).send_fell_short) left |= FD_WRITE;
    const bool waits_for_connect =
        !socket.was_accepted() && socket.is_program_owned && !world.notes.of_socket(socket.id).used;
    if (waits_for_connect) left |= FD_CONNECT;
    return is_held_up(socket) ? 0 : bits & left;
}

// A record that holds something selected, whose event is not signalled: nothing will tell of it.
void judge_record(World& world, const Socket& socket) {
    const auto* const event = static_cast<const SimEvent*>(socket.record().event().get());
    if (socket.closed() || !socket.is_program_owned || event == nullptr) return;
    const bool will_tell = event->signalled() && !event->closed;
    const long lost = will_tell ? 0 : still_to_be_done(world, socket, socket.record().pending());
    if (lost == 0) return;
    world.find_at_end(Detector::signal_lost, who(world, socket),
                      what_of(lost, " is", " are") + " recorded for " + world.name_of(socket) +
                          ", and " + world.name_of(*event) +
                          (event->closed ? " has been closed" : " is not signalled"));
}

// A connection that was handed over and never touched, although there is something to do, and an
// event that was set by hand after it was accepted and reset before any wait had seen it: that was
// how its new owner was to learn of it.
void judge_hand_over(World& world, const Socket& socket) {
    const SocketNotes notes = world.notes.of_socket(socket.id);
    const bool untouched = notes.accepted_at != 0 && !notes.used && !socket.closed();
    const bool waits = socket.unread() > 0 || socket.fin_received() || socket.failure() != 0;
    if (!untouched || !waits) return;
    for (const auto& event : world.events()) {
        const bool lost = world.notes.of_event(event->id).thrown_away > notes.accepted_at;
        if (!lost || event->closed || event->signalled()) continue;
        world.find_at_end(Detector::signal_lost, who(world, socket),
                          world.name_of(*event) + " was set after " + world.name_of(socket) +
                              " had been accepted, and reset before a wait had seen it");
        return;
    }
}

}  // namespace

void enumerated(World& world, const Socket& socket, const SimEvent* event) {
    if (world.scenario() == nullptr || event == nullptr) return;
    if (socket.record().event().get() == event) return;
    const bool was_its_own = world.notes.of_event(event->id).last_socket == socket.id;
    const bool is_someone_elses =
        std::any_of(world.sockets().begin(), world.sockets().end(), [&](const auto& other) {
            return !other->closed() && other->record().event().get() == event;
        });
    // To reset an event that the socket had before, or is about to get, harms nobody.
    const bool has_own = world.notes.of_socket(socket.id).event != 0;
    if (!is_someone_elses && (was_its_own || !has_own)) return;
    world.find(Detector::out_of_step, who(world, socket), Api::WSAEnumNetworkEvents,
               world.name_of(*event) + " does not belong to " + world.name_of(socket));
}

void judge_the_signals(World& world) {
    for (const auto& socket : world.sockets()) {
        judge_record(world, *socket);
        judge_hand_over(world, *socket);
    }
}

// Enumerated, and neither recv, accept nor closesocket has followed.
void judge_what_was_enumerated(World& world) {
    for (const auto& socket : world.sockets()) {
        if (!socket->is_program_owned || socket->closed()) continue;
        const long done_about = FD_READ | FD_ACCEPT | FD_CLOSE;
        const long dropped = still_to_be_done(world, *socket, socket->unanswered & done_about);
        if (dropped == 0) continue;
        world.find_at_end(Detector::notification_dropped, who(world, *socket),
                          what_of(dropped, " was", " were") + " enumerated for " +
                              world.name_of(*socket) + ", and nothing was done about it");
    }
}

}  // namespace winsock::sim
