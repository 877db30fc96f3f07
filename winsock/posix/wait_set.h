#pragma once

#include <winsock2.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/event.h"
#include "core/handle_table.h"
#include "posix/known_sockets.h"
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
    static WaitSet& current() { return known_ != nullptr ? *known_ : make_current(); }

    WaitSet() = default;
    ~WaitSet() override;
    WaitSet(const WaitSet&) = delete;
    WaitSet& operator=(const WaitSet&) = delete;

    /// WSAWaitForMultipleEvents() and its kin, for the calling thread: an index, WAIT_TIMEOUT, or
    /// WAIT_FAILED with the last error set.
    static DWORD wait(DWORD count, const HANDLE* handles, bool all, DWORD milliseconds) {
        if (count == 1 && milliseconds == 0 && known_ != nullptr && handles != nullptr &&
            known_->is_next_and_quiet(*handles)) {
            return WAIT_TIMEOUT;
        }
        return wait_in_full(count, handles, all, milliseconds);
    }
    /// Lets time pass; what happens meanwhile is recorded.
    void pause(DWORD milliseconds);
    /// Waits, for a call that blocks, until a descriptor is ready or something else has happened to
    /// this thread's sockets: a thread that sits in one call still attends to its other sockets.
    /// Who sets `let_go` and then calls wake_if_asleep() ends it. It may end for no reason, too.
    void await(const Poller::Awaited& awaited, const std::atomic<bool>& let_go);
    /// From any thread, once poller() has been asked for.
    void wake_if_asleep();
    /// Records what has come so far for the sockets of `poller`, without waiting.
    void look(Poller& poller);

    /// Makes the next wait look before it answers: what is waited for has changed.
    void look_soon() {
        last_look_ = {};
        next_asked_ = MAXIMUM_WAIT_OBJECTS;  // no scan goes on: see is_next_and_quiet()
    }

    /// This thread's poller, made when it is first needed; null if the system has no descriptors.
    const std::shared_ptr<Poller>& poller();

    /// The events' sockets have changed: look them up anew. From any thread.
    void invalidate();
    void event_changed(unsigned index, bool signalled) override;

    /// The sockets that this thread has named lately.
    KnownSockets known_sockets;

private:
    using Clock = std::chrono::steady_clock;
    using Places = std::uint64_t;  ///< a set of indices, one bit each

    [[gnu::noinline]] static WaitSet& make_current();

    /// Kept out of wait(): a scan, which asks 63 times a turn, would save its registers each time.
    [[gnu::noinline]] static DWORD wait_in_full(DWORD count, const HANDLE* handles, bool all,
                                                DWORD milliseconds);
    DWORD wait_for(DWORD count, const HANDLE* handles, bool all, DWORD milliseconds);
    Places find(DWORD count, const HANDLE* handles);
    bool is_current() const { return generation_ == table_.generation(); }
    bool is_next_and_quiet(HANDLE handle);
    bool bind(DWORD count, const HANDLE* handles);
    void attend_sources();
    void unbind();
    bool sleep_until_taken(Places interest, bool all, DWORD milliseconds, unsigned& index);
    Places let_go() const { return sleeps_.load(std::memory_order_relaxed) ? let_go_.load() : 0; }
    bool satisfied(Places interest, bool all) const;
    bool take(Places interest, bool all, unsigned& index);
    bool looked_long_ago() const;
    void record(const Poller& poller, const Poller::Report& report, bool certain);
    void look_around();
    void block(int milliseconds, Places interest, bool all);

    static inline thread_local constinit WaitSet* known_ = nullptr;

    std::atomic<Places> signalled_{0};
    /// What was signalled since the wait that goes on began to sleep: a manual-reset event lets
    /// everybody go who waits at that moment, even if it is reset before they run.
    std::atomic<Places> let_go_{0};
    std::atomic<bool> sleeps_{false};
    std::atomic<bool> stale_{false};

    unsigned count_ = 0;
    std::array<HANDLE, MAXIMUM_WAIT_OBJECTS> handles_{};
    std::array<std::shared_ptr<Event>, MAXIMUM_WAIT_OBJECTS> events_;
    const HandleTable& table_ = HandleTable::instance();
    std::uint64_t generation_ = 0;
    /// Where a scan of the events, one by one, is expected to ask next.
    unsigned next_asked_ = 0;
    bool scanning_ = false;  ///< the last wait asked there
    unsigned first_ = 0;     ///< where what the last wait asked for begins in the set

    std::shared_ptr<Poller> poller_;
    std::vector<std::shared_ptr<Poller>> foreign_;  ///< of other threads that wait for our events
    std::chrono::nanoseconds last_look_{0};
};

// A scan asks each event in turn, and most answers are "no". It begins with the event that the wait
// for all of them returned, or with the one behind it.
inline bool WaitSet::is_next_and_quiet(HANDLE handle) {
    unsigned place = next_asked_;
    if (place < count_ && handles_[place] != handle) ++place;
    if (place >= count_ || handles_[place] != handle) return false;
    next_asked_ = place;
    if (!is_current() || stale_.load(std::memory_order_acquire)) return false;
    if ((signalled_.load(std::memory_order_acquire) >> place & 1) != 0) return false;
    ++next_asked_;
    return true;
}

}  // namespace winsock
