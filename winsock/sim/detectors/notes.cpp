#include "sim/detectors/notes.h"

#include <utility>

#include "sim/detectors/memory.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

SimEvent* event_by(World& world, std::uint64_t handle) {
    return world.find_event(reinterpret_cast<HANDLE>(handle));
}

// How the simulator lets things fail that could have gone well.
bool is_misfortune(const Happening& call) {
    switch (call.api) {
        case Api::WSACreateEvent:
        case Api::CreateEvent: return call.error == ERROR_NOT_ENOUGH_MEMORY;
        case Api::socket:
        case Api::bind:
        case Api::accept:
        case Api::WSAEventSelect: return call.error == WSAENOBUFS;
        default: return false;
    }
}

}  // namespace

void Notes::begin() {
    heard.clear();
    is_serving = start_failed = knows_the_time = false;
    printed_before_failure = 0;
    memory_needed = 0;
    memory_counts = false;
    sockets_.clear();
    events_.clear();
    some_set_by_hand_ = next_is_unlucky_ = false;
    newest_ = accepting_ = unlucky_thread_ = 0;
    newest_is_dealt_with_ = false;
}

void Notes::call_ended(World& world, const Happening& call) {
    if (call.error != 0 && is_misfortune(call)) return failed(world, call);
    switch (call.api) {
        case Api::bind:
            if (call.error != 0) printed_before_failure = world.output().size();
            return;
        case Api::recv:
        case Api::send: return moved_bytes(world, call);
        case Api::WSAWaitForMultipleEvents:
        case Api::WaitForMultipleObjects:
        case Api::WaitForSingleObject:
            is_serving = true;
            if (call.thread == accepting_) newest_is_dealt_with_ = true;
            return was_waited_for(world, call);
        case Api::WSAEnumNetworkEvents: {
            if (call.error != 0) return;
            of_socket(world.find_socket(call.arguments[0])->id).used = true;
            return was_reset(world, call.arguments[1]);
        }
        case Api::accept: {
            is_serving = true;
            if (call.error != 0) return;
            const Socket& taken = *world.find_socket(static_cast<SOCKET>(call.result));
            memory_is_set_aside(world);
            newest_ = taken.id;
            accepting_ = call.thread;
            newest_is_dealt_with_ = false;
            of_socket(taken.id).accepted_at = world.calls();
            if (next_is_unlucky_ && taken.client != nullptr) taken.client->has_bad_luck();
            next_is_unlucky_ = false;
            return;
        }
        case Api::WSAEventSelect:
            has_no_event_for(call, world.find_socket(call.arguments[0]));
            if (call.error == 0) was_selected(world, call);
            return;
        case Api::closesocket:
        case Api::WSACleanup:
            if (call.error == 0) was_closed(world, call);
            return;
        case Api::WSACreateEvent:
        case Api::CreateEvent: return was_made(world, call);
        case Api::SetEvent:
        case Api::WSASetEvent:
            if (call.error == 0) was_set(world, call.arguments[0]);
            return;
        case Api::ResetEvent:
        case Api::WSAResetEvent:
            if (call.error == 0) was_reset(world, call.arguments[0]);
            return;
        case Api::GetTickCount64: knows_the_time = true; return;
        default: return;
    }
}

void Notes::moved_bytes(World& world, const Happening& call) {
    Socket* const socket = world.find_socket(call.arguments[0]);
    if (socket == nullptr) return;
    SocketNotes& notes = of_socket(socket->id);
    notes.used = true;
    if (call.api == Api::send) {
        const bool short_of =
            call.result >= 0 && static_cast<std::uint64_t>(call.result) < call.bytes.size();
        if (call.error == 0 || call.error == WSAEWOULDBLOCK) {
            notes.send_fell_short = call.error != 0 || short_of;
        }
        return;
    }
    const bool peeks = (call.arguments[2] & MSG_PEEK) != 0;
    if (call.result <= 0 || peeks || socket->client == nullptr) return;
    const auto size = static_cast<std::uint64_t>(call.result);
    memory_is_used(world, socket->total_received() == size);
    if (!world.scenario()->prints) return;
    heard.push_back(
        {socket->client->index(), socket->total_received() - size, size, world.output().size()});
}

// Of a wait for one of several, the one that it returns has been seen.
void Notes::was_waited_for(World& world, const Happening& call) {
    if (!some_set_by_hand_ || call.result < 0 || call.result >= MAXIMUM_WAIT_OBJECTS) return;
    const auto see = [&](std::uint64_t handle) {
        if (const SimEvent* const event = event_by(world, handle))
            of_event(event->id).unseen = false;
    };
    if (call.api == Api::WaitForSingleObject) return see(call.arguments[0]);
    const bool all = call.arguments[2] != 0;
    for (std::size_t i = 0; i < call.handles.size(); ++i) {
        const bool seen = all || i == static_cast<std::size_t>(call.result);
        if (seen) see(reinterpret_cast<std::uint64_t>(call.handles[i]));
    }
}

void Notes::was_set(World& world, std::uint64_t handle) {
    some_set_by_hand_ = true;
    of_event(event_by(world, handle)->id).unseen = true;
}

void Notes::was_reset(World& world, std::uint64_t handle) {
    if (!some_set_by_hand_) return;
    const SimEvent* const event = event_by(world, handle);
    if (event == nullptr) return;
    EventNotes& notes = of_event(event->id);
    if (notes.unseen) notes.thrown_away = world.calls();
    notes.unseen = false;
}

void Notes::was_selected(World& world, const Happening& call) {
    const Socket& socket = *world.find_socket(call.arguments[0]);
    leaves_event(world, socket.id);
    const SimEvent* const event = event_by(world, call.arguments[1]);
    const bool cancels = call.arguments[2] == 0 || event == nullptr;
    if (cancels) return;
    of_socket(socket.id).event = event->id;
    if (of_event(event->id).last_socket == 0) {
        pass_over_idle_events(world, of_event(event->id).made_at);
    }
    EventNotes& notes = of_event(event->id);
    ++notes.sockets;
    notes.passed_over = false;
    notes.last_socket = socket.id;
}

void Notes::leaves_event(World& world, unsigned socket_id) {
    SocketNotes& notes = of_socket(socket_id);
    if (notes.event == 0) return;
    EventNotes& event = of_event(notes.event);
    if (--event.sockets == 0) event.idle_since = world.calls();
    notes.event = 0;
}

// What was made for this socket alone is as free from now on as if it had been selected.
void Notes::leaves_refused_event(World& world, unsigned socket_id) {
    const unsigned refused = std::exchange(of_socket(socket_id).refused, 0);
    if (refused == 0) return;
    EventNotes& event = of_event(refused);
    event.last_socket = socket_id;
    if (event.sockets == 0) event.idle_since = world.calls();
}

// A new event is used. Those that had belonged to no socket any more when it was made could have
// been used instead.
void Notes::pass_over_idle_events(World& world, std::uint32_t made_at) {
    for (const auto& event : world.events()) {
        EventNotes& notes = of_event(event->id);
        const bool is_idle = !event->closed && notes.last_socket != 0 && notes.sockets == 0;
        if (is_idle && notes.idle_since < made_at) notes.passed_over = true;
    }
}

void Notes::was_closed(World& world, const Happening& call) {
    for (const auto& socket : world.sockets()) {
        const bool all = call.api == Api::WSACleanup;
        if (socket->closed() && (all || socket->value == call.arguments[0])) {
            has_no_event_for(call, socket.get());
            leaves_event(world, socket->id);
            leaves_refused_event(world, socket->id);
        }
    }
    for (const auto& client : world.clients()) client->may_have_been_turned_away();
}

void Notes::was_made(World& world, const Happening& call) {
    if (const SimEvent* const event = event_by(world, static_cast<std::uint64_t>(call.result))) {
        of_event(event->id).made_at = world.calls();
    }
}

// An event could not be made, and this is the first socket that the thread goes on with.
void Notes::has_no_event_for(const Happening& call, const Socket* socket) {
    if (unlucky_thread_ != call.thread + 1 || socket == nullptr) return;
    unlucky_thread_ = 0;
    if (socket->client != nullptr) socket->client->has_bad_luck();
}

// A misfortune may cost the client that it befalls, and no other: the one whose socket it is; if it
// is about no socket, the one that was accepted last, or else the next. A thread that another one
// accepts for says by its next call which one it is.
void Notes::failed(World& world, const Happening& call) {
    if (!is_serving) {
        start_failed = true;
        printed_before_failure = world.output().size();
    }
    if (call.api == Api::WSAEventSelect) {
        const Socket& socket = *world.find_socket(call.arguments[0]);
        const SimEvent* const event = event_by(world, call.arguments[1]);
        if (event != nullptr) of_socket(socket.id).refused = event->id;
        if (socket.client != nullptr) socket.client->has_bad_luck();
    } else if (call.api == Api::WSACreateEvent || call.api == Api::CreateEvent) {
        if (newest_ != 0 && call.thread != accepting_) {
            unlucky_thread_ = call.thread + 1;
            return;
        }
        for (const auto& socket : world.sockets()) {
            const bool is_newest = newest_ != 0 && socket->id == newest_ && !socket->closed();
            // It may have its event: until the thread waits again, what it makes is for this one,
            // a worker's wake-up for instance.
            const bool has_all = newest_is_dealt_with_ && of_socket(newest_).event != 0;
            if (!is_newest || has_all) continue;
            if (socket->client != nullptr) socket->client->has_bad_luck();
            return;
        }
        next_is_unlucky_ = true;
    }
}

}  // namespace winsock::sim
