#include "sim/detectors.h"

#include <algorithm>

namespace winsock::sim {

void bad_handle(World& world, HandleValue value, Api api) {
    if (!world.handles.was_given(value) || world.scenario() == nullptr) return;
    std::string who;
    for (const auto& socket : world.sockets()) {
        if (socket->value == value) who = world.name_of(*socket);
    }
    for (const auto& event : world.events()) {
        if (event->value == value) who = world.name_of(*event);
    }
    if (who.empty()) return;
    const bool closes =
        api == Api::closesocket || api == Api::WSACloseEvent || api == Api::CloseHandle;
    if (closes) {
        world.find(Detector::closed_twice, who, api, who + " has been closed already");
    } else {
        world.find(Detector::used_after_close, who, api, who + " has been closed");
    }
}

void bad_wait(World& world, Api api, std::string why) {
    if (world.scenario() != nullptr) world.find(Detector::invalid_wait, "", api, std::move(why));
}

void enumerated(World& world, const Socket& socket, const SimEvent* event) {
    if (world.scenario() == nullptr || event == nullptr) return;
    const Event* const own = socket.record().event().get();
    if (own == event) return;
    const std::string socket_name = world.name_of(socket);
    world.find(Detector::out_of_step, socket.client != nullptr ? socket.client->name() : "",
               Api::WSAEnumNetworkEvents,
               world.name_of(*event) + " does not belong to " + socket_name);
}

namespace {

const char* name_of_bit(int bit) {
    static const char* const names[] = {"FD_READ",   "FD_WRITE",   "FD_OOB",
                                        "FD_ACCEPT", "FD_CONNECT", "FD_CLOSE"};
    return names[bit];
}

// A record that holds something selected, whose event is not signalled: nothing will tell of it.
void look_for_lost_signals(World& world) {
    for (const auto& socket : world.sockets()) {
        const long pending = socket->record().pending();
        if (socket->closed() || pending == 0 || socket->record().event()->signalled()) continue;
        std::string what;
        for (int bit = 0; bit <= FD_CLOSE_BIT; ++bit) {
            if ((pending & (1L << bit)) != 0)
                what += (what.empty() ? "" : " and ") + std::string(name_of_bit(bit));
        }
        const auto* const event = static_cast<SimEvent*>(socket->record().event().get());
        const std::string who =
            socket->client != nullptr ? socket->client->name() : world.name_of(*socket);
        world.find_at_end(Detector::signal_lost, who,
                          what + " is recorded for " + world.name_of(*socket) + ", and " +
                              world.name_of(*event) + " is not signalled");
    }
}

// Enumerated, and neither recv, accept nor closesocket has followed.
void look_for_dropped_notifications(World& world) {
    for (const auto& socket : world.sockets()) {
        if (!socket->is_program_owned || socket->closed()) continue;
        const bool reads = (socket->unanswered & FD_READ) != 0 && socket->unread() > 0;
        const bool accepts = (socket->unanswered & FD_ACCEPT) != 0 && !socket->backlog().empty();
        const bool closes = (socket->unanswered & FD_CLOSE) != 0;
        const std::string who =
            socket->client != nullptr ? socket->client->name() : world.name_of(*socket);
        if (!reads && !accepts && !closes) continue;
        const std::string what = closes ? "FD_CLOSE" : reads ? "FD_READ" : "FD_ACCEPT";
        world.find_at_end(Detector::notification_dropped, who,
                          what + " was enumerated for " + world.name_of(*socket) +
                              ", and nothing was done about it");
    }
}

void look_at(World& world, const Client& client) {
    const Socket* const end = client.server_end();
    if (end == nullptr) {
        if (client.next() != nullptr) {
            world.find_at_end(Detector::never_answered, client.name(),
                              client.name() + " could never connect");
        }
        return;
    }
    if (!end->is_program_owned && !end->closed() && !client.vanished()) {
        world.find_at_end(Detector::never_answered, client.name(),
                          client.name() + " is never accepted");
        return;
    }
    if (!client.vanished() && end->total_received() < client.said().size()) {
        const std::uint64_t unread = client.said().size() - end->total_received();
        world.find_at_end(Detector::byte_unread, client.name(),
                          std::to_string(unread) + " of " + client.name() + "'s " +
                              std::to_string(client.said().size()) + " bytes are never read");
    }
    if ((client.left() || client.vanished()) && !end->closed()) {
        world.find_at_end(Detector::never_answered, client.name(),
                          client.name() + " has left, and is never released");
    }
}

}  // namespace

void judge_the_end(World& world) {
    look_for_lost_signals(world);
    look_for_dropped_notifications(world);
    for (const auto& client : world.clients()) look_at(world, *client);
}

void judge_the_exit(World& world) {
    // Without its port a server has nothing to do, and says so by a nonzero exit code.
    const bool has_a_reason = world.scenario()->port_taken && world.exit_code != 0;
    if (has_a_reason) return;
    world.find_at_end(Detector::exits_early, "",
                      "the program ends, with exit code " + std::to_string(world.exit_code));
}

}  // namespace winsock::sim
