#pragma once

#include <winsock2.h>

#include <array>
#include <memory>

#include "core/event.h"

namespace winsock {

/// A socket's internal network-event record: WSAEventSelect's rules, once for every backend.
///
/// Rule numbers are those of docs/pages/how_it_behaves.md. Not thread-safe: the socket locks.
class NetworkEventRecord {
public:
    /// Rule 1: something arrived. Recorded whether or not it is selected; signalled if it is.
    void arrive(int bit, int status = 0);

    /// Rules 2 and 3: the calls that use up a notification take it out of the record.
    void clear(long bits) { active_ &= ~bits; }

    /// Rule 4: replaces event and mask; what is pending already signals the new event at once. The
    /// record itself is not touched. Mask 0 cancels.
    void select(std::shared_ptr<Event> event, long mask);

    /// Rule 5: resets `to_reset` if there is one, whatever event it is, and moves what is active
    /// and selected into `out`. Statuses of other bits in `out` stay as they were.
    void enumerate(Event* to_reset, WSANETWORKEVENTS& out);

    /// Rule 6: an accepted socket starts with its listener's mask and event.
    void inherit(const NetworkEventRecord& listener);

    /// Rule 8: the association ends silently.
    void dissociate();

    /// Everything that is recorded, selected or not.
    long active() const { return active_; }
    /// What an enumeration would return now.
    long pending() const { return active_ & mask_; }
    long mask() const { return mask_; }
    const std::shared_ptr<Event>& event() const { return event_; }

private:
    long active_ = 0;
    long mask_ = 0;
    std::array<int, FD_MAX_EVENTS> status_{};
    std::shared_ptr<Event> event_;
};

}  // namespace winsock
