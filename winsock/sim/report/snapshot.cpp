#include "sim/report/snapshot.h"

#include <algorithm>
#include <limits>

#include "sim/report/constants.h"
#include "sim/report/marks.h"

namespace winsock::sim {

namespace {

/// The event of a record, as it was selected: with an accepted socket it may be its listener's.
std::string event_of(const Socket& socket) {
    const auto* const event = static_cast<const SimEvent*>(socket.record().event().get());
    return event != nullptr ? mark_of(*event) : "";
}

/// The statuses of everything recorded, also of what is not selected: enumerated from a copy.
std::vector<std::pair<std::string, int>> statuses_of(const Socket& socket) {
    NetworkEventRecord copy = socket.record();
    copy.select(std::make_shared<Event>(true), std::numeric_limits<std::int32_t>::max());
    WSANETWORKEVENTS recorded{};
    copy.enumerate(nullptr, recorded);
    std::vector<std::pair<std::string, int>> statuses;
    for (int bit = 0; bit < FD_MAX_EVENTS; ++bit) {
        if (recorded.iErrorCode[bit] != 0) {
            statuses.emplace_back(event_text(bit), recorded.iErrorCode[bit]);
        }
    }
    return statuses;
}

bool waits_in_backlog(const Socket& socket) {
    return socket.client != nullptr && socket.client->program_end() == &socket &&
           !socket.is_program_owned && !socket.closed();
}

SocketState state_of(const Socket& socket) {
    return {mark_of(socket),
            !socket.closed(),
            socket.is_program_owned,
            socket.unread(),
            events_text(socket.record().active()),
            events_text(socket.record().mask()),
            event_of(socket),
            statuses_of(socket)};
}

ClientState state_of(const Client& client) {
    ClientState state;
    state.name = client.name();
    state.position = static_cast<unsigned>(client.played());
    state.said = client.said().size();
    state.received = client.received().size();
    state.paused = client.paused();
    if (client.left()) state.gone = "left";
    if (client.vanished()) state.gone = "vanished";
    if (!client.connected()) return state;
    const Socket& own = *client.socket();
    state.port = ntohs(own.local().port);
    state.connection = own.failure() != 0 ? "reset" : own.fin_received() ? "ended" : "open";
    return state;
}

std::string slot_text(World& world, HandleValue value) {
    if (value == 0) return "";
    const std::string mark = mark_of(world, value);
    return mark.empty() ? "?" : mark;
}

const Socket* socket_at(World& world, HandleValue value) {
    for (const auto& socket : world.sockets()) {
        if (value != 0 && socket->value == value) return socket.get();
    }
    return nullptr;
}

const SimEvent* event_at(World& world, HandleValue value) {
    for (const auto& event : world.events()) {
        if (value != 0 && event->value == value) return event.get();
    }
    return nullptr;
}

/// Whether nothing speaks against it that this event tells about this socket.
bool belongs(World& world, HandleValue socket_value, HandleValue event_value) {
    const Socket* const socket = socket_at(world, socket_value);
    const SimEvent* const event = event_at(world, event_value);
    if (socket == nullptr || event == nullptr) return socket_value == 0 && event_value == 0;
    const Event* const selected = socket->record().event().get();
    if (selected != nullptr && !socket->inherited_selection) return selected == event;
    // Not selected yet, or closed already.
    return event->first_socket == nullptr || event->first_socket == socket;
}

}  // namespace

State snapshot(World& world) {
    State state;
    for (const auto& socket : world.sockets()) {
        if (socket->is_program_owned || waits_in_backlog(*socket)) {
            state.sockets.push_back(state_of(*socket));
        }
    }
    for (const auto& event : world.events()) {
        state.events.push_back({mark_of(*event), event->signalled(), event->closed});
    }
    for (const auto& client : world.clients()) state.clients.push_back(state_of(*client));
    return state;
}

ArraysState slots_of(World& world, const ProgramView::Contents& contents) {
    ArraysState arrays;
    arrays.total = contents.total;
    const std::size_t size = std::min(contents.sockets.size(), contents.events.size());
    const auto in_use = static_cast<std::size_t>(std::max<std::int64_t>(
        0, std::min<std::int64_t>(contents.total.value_or(0), static_cast<std::int64_t>(size))));
    std::size_t shown = in_use;
    for (std::size_t i = 0; i < size; ++i) {
        const std::string socket = slot_text(world, contents.sockets[i]);
        const std::string event = slot_text(world, contents.events[i]);
        const bool holds = socket.starts_with('#') || event.starts_with('#');
        if (holds) shown = std::max(shown, i + 1);
        arrays.slots.push_back(
            {socket, event, belongs(world, contents.sockets[i], contents.events[i])});
    }
    arrays.slots.resize(shown);
    return arrays;
}

}  // namespace winsock::sim
