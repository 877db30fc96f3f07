// Handles: used after close, closed twice, leaked.

#include <algorithm>

#include "sim/detectors/detectors.h"

namespace winsock::sim {

namespace {

/// What a handle value has named, before it was closed.
std::string name_of_closed(const World& world, HandleValue value) {
    for (const auto& socket : world.sockets()) {
        if (socket->value == value) return world.name_of(*socket);
    }
    for (const auto& event : world.events()) {
        if (event->value == value) return world.name_of(*event);
    }
    for (const auto& thread : world.scheduler.threads()) {
        if (thread->value == value) return "the handle of thread " + std::to_string(thread->number);
    }
    return "";
}

bool closes(Api api) {
    return api == Api::closesocket || api == Api::WSACloseEvent || api == Api::CloseHandle;
}

// The other end has gone, and this one is still there.
bool is_forgotten(const Socket& socket) {
    const bool gone = socket.fin_received() || socket.failure() != 0;
    const bool held_up = socket.client != nullptr && socket.client->holds_up();
    return socket.is_program_owned && !socket.closed() && socket.connected() && gone && !held_up;
}

}  // namespace

void bad_handle(World& world, HandleValue value, Api api) {
    if (world.scenario() == nullptr || !world.handles.was_given(value)) return;
    const bool is_open = world.handles.look(value) != nullptr;  // and of another kind
    const std::string name = is_open ? "" : name_of_closed(world, value);
    if (name.empty()) return;
    if (closes(api)) {
        world.find(Detector::closed_twice, name, api, name + " has been closed already");
    } else {
        world.find(Detector::used_after_close, name, api, name + " has been closed");
    }
}

void bad_lock(World& world, Api api) {
    if (world.scenario() == nullptr) return;
    world.find(Detector::used_after_close, "lock", api,
               "this CRITICAL_SECTION has been deleted, or was never initialised");
    world.end(Ending::found);
    world.throw_if_over(api);
}

void bad_wait(World& world, Api api, std::string why) {
    if (world.scenario() == nullptr || world.is_over()) return;
    world.find(Detector::invalid_wait, "", api, std::move(why));
}

// An event that is kept for the next connection is none: a new one was made although it was free.
void judge_the_handles(World& world) {
    for (const auto& event : world.events()) {
        if (event->closed || !world.notes.of_event(event->id).passed_over) continue;
        const std::string name = world.name_of(*event);
        world.find_at_end(Detector::handle_leaked, name,
                          name + " belongs to no open socket any more, is not used again, and " +
                              "is never closed");
    }
    for (const auto& socket : world.sockets()) {
        if (!is_forgotten(*socket)) continue;
        const std::string name = world.name_of(*socket);
        world.find_at_end(Detector::handle_leaked, name,
                          name + " is never closed, though its other end has gone");
    }
}

void judge_the_number_of_threads(World& world) {
    const std::size_t most = world.scenario()->threads_in_the_end;
    const auto& threads = world.scheduler.threads();
    const auto running =
        std::count_if(threads.begin(), threads.end(), [](const auto& t) { return !t->ended; });
    if (most == 0 || static_cast<std::size_t>(running) <= most) return;
    world.find_at_end(Detector::handle_leaked, "",
                      std::to_string(running) + " threads are there in the end, and " +
                          std::to_string(most) + (most == 1 ? " is" : " are") + " enough");
}

void judge_the_handles_at_exit(World& world) {
    for (const auto& event : world.events()) {
        if (event->closed) continue;
        const std::string name = world.name_of(*event);
        world.find_at_end(Detector::handle_leaked, name, name + " is open when the program ends");
    }
    for (const auto& socket : world.sockets()) {
        if (!socket->is_program_owned || socket->closed()) continue;
        const std::string name = world.name_of(*socket);
        world.find_at_end(Detector::handle_leaked, name, name + " is open when the program ends");
    }
}

}  // namespace winsock::sim
