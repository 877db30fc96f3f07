#pragma once

#include <winsock2.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/event.h"
#include "posix/poller.h"

namespace winsock {

/// What one thread waits for, kept from one wait to the next.
///
/// A server waits for nearly the same array of events all day long. So the thread stays subscribed
/// to the events of its last wait, and each of them keeps one bit here up to date: whether an event
/// of the array is signalled, and which is the lowest, is one look at a 64-bit number. Only when no
/// bit is set does the thread ask the system, by polling its own poller: nobody works in between.
class WaitSet final : public EventWatcher {
public:
    /// The calling thread's own.
    static WaitSet& current();

    WaitSet() = default;
    ~WaitSet() override;
    WaitSet(const WaitSet&) = delete;
    WaitSet& operator=(const WaitSet&) = delete;

    /// WSAWaitForMultipleEvents() and its kin: an index, WAIT_TIMEOUT, or WAIT_FAILED with the last
    /// error set.
    DWORD wait(DWORD count, const HANDLE* handles, bool all, DWORD milliseconds);
    /// Lets time pass; what happens meanwhile is recorded.
    void pause(DWORD milliseconds);
    /// Waits, for a call that blocks, until a descriptor is ready or something else has happened to
    /// this thread's sockets: a thread that sits in one call still attends to its other sockets.
    void await(const Poller::Awaited& awaited);
    /// Records what has come so far for the sockets of `poller`, without waiting.
    void look(Poller& poller);

    /// Makes the next wait look before it answers: what is waited for has changed.
    void look_soon() { last_look_ = {}; }

    /// This thread's poller, made when it is first needed; null if the system has no descriptors.
    const std::shared_ptr<Poller>& poller();

    /// The events' sockets have changed: look them up anew. From any thread.
    void invalidate();
    void event_changed(unsigned index, bool signalled) override;

private:
    using Clock = std::chrono::steady_clock;
    using Places = std::uint64_t;  ///< a set of indices, one bit each

    Places find(DWORD count, const HANDLE* handles);
    bool is_current() const;
    bool is_next_and_quiet(HANDLE handle) const;
    bool bind(DWORD count, const HANDLE* handles);
    void attend_sources();
    void unbind();
    bool satisfied(Places interest, bool all) const;
    bool take(Places interest, bool all, unsigned& index);
    bool looked_long_ago() const;
    void look_around();
    void block(int milliseconds, Places interest, bool all);
    void wake_if_asleep();

    std::atomic<Places> signalled_{0};
    std::atomic<bool> stale_{false};

    unsigned count_ = 0;
    std::array<HANDLE, MAXIMUM_WAIT_OBJECTS> handles_{};
    std::array<std::shared_ptr<Event>, MAXIMUM_WAIT_OBJECTS> events_;
    std::uint64_t generation_ = 0;
    unsigned last_asked_ = 0;  ///< index of the last event that was asked for on its own
    bool scanning_ = false;    ///< the last wait asked for the event after the one before

    std::shared_ptr<Poller> poller_;
    std::vector<std::shared_ptr<Poller>> foreign_;  ///< of other threads that wait for our events
    std::chrono::nanoseconds last_look_{0};
};

}  // namespace winsock
