#pragma once

#include <cstdint>
#include <vector>

#include "sim/api.h"
#include "sim/detectors/printed.h"

namespace winsock::sim {

class Socket;
class World;
struct Happening;

/// What the detectors know of a socket besides what it knows itself.
struct SocketNotes {
    unsigned event = 0;             ///< the one of its own WSAEventSelect, by id; 0: none
    unsigned refused = 0;           ///< the one that it was to select, and could not; 0: none
    std::uint32_t accepted_at = 0;  ///< the number of the call; 0: it was not accepted
    bool used = false;              ///< it has been read, written or enumerated
    bool send_fell_short = false;   ///< the last send was refused, or took a part only
};

/// What the detectors know of an event besides what it knows itself.
struct EventNotes {
    unsigned sockets = 0;           ///< how many open ones have selected it
    unsigned last_socket = 0;       ///< that selected it last, or was to and is gone; 0: none
    std::uint32_t made_at = 0;      ///< the number of the call
    std::uint32_t idle_since = 0;   ///< when its last socket gave it up: a call; 0: never
    bool passed_over = false;       ///< it was idle, and a new event was made and used instead
    bool unseen = false;            ///< set by hand, and no wait has seen it since
    std::uint32_t thrown_away = 0;  ///< the call in which it was reset although unseen; 0: none
};

/// What the detectors note while an execution goes on. All of it follows from the calls and their
/// results, and so from World::history(); state hashes need not hold it.
class Notes {
public:
    void begin();
    /// Told of every call of the program when it has ended.
    WINSOCK_SIM_INNER void call_ended(World& world, const Happening& call);

    SocketNotes& of_socket(unsigned id) { return at(sockets_, id); }
    EventNotes& of_event(unsigned id) { return at(events_, id); }

    /// What was heard, and how much had been printed then.
    std::vector<Heard> heard;
    /// The program has begun to wait for clients: from now on nothing excuses that it ends.
    bool is_serving = false;
    /// Something failed that need not before it did.
    bool start_failed = false;
    /// How much it had printed then: what it says of the failure comes behind that.
    std::size_t printed_before_failure = 0;
    /// It has asked what time it is.
    bool knows_the_time = false;

    std::size_t memory_needed = 0;  ///< bytes, see detectors/memory.h
    bool memory_counts = false;

private:
    template <typename Thing>
    static Thing& at(std::vector<Thing>& things, unsigned id) {
        return id < things.size() ? things[id] : make_room(things, id);
    }
    // Apart, so that the rest is a part of whoever asks: nearly every call does.
    template <typename Thing>
    [[gnu::noinline]] static Thing& make_room(std::vector<Thing>& things, unsigned id) {
        things.resize(id + 1);
        return things[id];
    }
    WINSOCK_SIM_INNER void was_selected(World& world, const Happening& call);
    WINSOCK_SIM_INNER void was_closed(World& world, const Happening& call);
    WINSOCK_SIM_INNER void was_made(World& world, const Happening& call);
    void pass_over_idle_events(World& world, std::uint32_t made_at);
    WINSOCK_SIM_INNER void was_waited_for(World& world, const Happening& call);
    void was_set(World& world, std::uint64_t handle);
    void was_reset(World& world, std::uint64_t handle);
    WINSOCK_SIM_INNER void moved_bytes(World& world, const Happening& call);
    void failed(World& world, const Happening& call);
    void has_no_event_for(const Happening& call, const Socket* socket);
    void leaves_event(World& world, unsigned socket_id);
    void leaves_refused_event(World& world, unsigned socket_id);

    std::vector<SocketNotes> sockets_;
    std::vector<EventNotes> events_;
    bool some_set_by_hand_ = false;      // else no event is unseen
    bool next_is_unlucky_ = false;       // the next client that is accepted
    unsigned newest_ = 0;                // the socket that was accepted last
    unsigned accepting_ = 0;             // the thread that did so
    bool newest_is_dealt_with_ = false;  // that thread has waited since
    unsigned unlucky_thread_ = 0;        // another, which has no event for a socket of its; plus 1
};

}  // namespace winsock::sim
