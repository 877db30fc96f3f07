#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "core/object.h"
#include "core/spin_lock.h"

namespace winsock {

/// Is told when an event that it watches changes; called with the event locked.
class EventWatcher {
public:
    virtual ~EventWatcher() = default;
    /// `index` is what the watcher said when it began to watch.
    virtual void event_changed(unsigned index, bool signalled) = 0;
};

/// Something that can be waited for: signalled or not, auto-reset or manual-reset.
///
/// An event is an object, not a handle: sockets that selected it and threads that wait for it hold
/// references, so it outlives WSACloseEvent(), and a new event that gets the same handle value is
/// another object. Thread-safe.
class Event : public Object {
public:
    explicit Event(bool manual_reset, bool signalled = false, Kind kind = Kind::event)
        : Object(kind), manual_reset_(manual_reset), signalled_(signalled) {}

    void set();
    void reset();
    bool manual_reset() const { return manual_reset_; }
    bool signalled() const { return signalled_.load(std::memory_order_acquire); }

    /// What a wait does with a signalled event: auto-reset events are reset by the one wait that
    /// gets them. False if the event is not signalled (any more).
    bool take();
    /// Undoes a take().
    void give_back() {
        if (!manual_reset_) set();
    }

    /// Begins to tell `watcher`, starting with the state as it is now.
    void watch(EventWatcher& watcher, unsigned index);
    /// Afterwards `watcher` is not called any more; it is not being called either.
    void unwatch(EventWatcher& watcher);

    /// Calls `visit(watcher)` for each watcher, with the event locked.
    template <typename Visit>
    void for_each_watcher(Visit&& visit) {
        const std::lock_guard lock(lock_);
        for_each_watch([&](const Watch& watch) { visit(*watch.watcher); });
    }

    /// The sockets that selected this event: it must be known where a signal can come from.
    void add_source(const std::shared_ptr<Object>& source);
    void remove_source(const Object& source);
    std::vector<std::shared_ptr<Object>> sources();

private:
    struct Watch {
        EventWatcher* watcher = nullptr;
        unsigned index = 0;
    };

    void change(bool signalled);

    template <typename Visit>
    void for_each_watch(Visit&& visit) const {
        if (first_watch_.watcher == nullptr) return;
        visit(first_watch_);
        for (const Watch& watch : more_watches_) visit(watch);
    }

    const bool manual_reset_;
    SpinLock lock_;
    std::atomic<bool> signalled_;
    Watch first_watch_;  ///< nearly always the only one; without a watcher there are none
    std::vector<Watch> more_watches_;
    std::vector<std::weak_ptr<Object>> sources_;
};

}  // namespace winsock
