// The network-event record and who fills it.
//
// A socket has one home: the poller that reports it, and so the thread that learns of its arrivals.
// It gets one when it is first selected, and moves when another thread begins to wait for its
// event. Arrivals are recorded when they are noticed: when a thread waits, or asks an empty record.

#include "core/handle_table.h"
#include "posix/socket.h"
#include "posix/wait_set.h"

namespace winsock {

int Socket::select(const std::shared_ptr<Event>& event, long mask) {
    look();  // what has come so far belongs to the association as it was
    const Lock lock(mutex_);
    if (closing_) return -WSAENOTSOCK;
    if (record_.event() && record_.event() != event) record_.event()->remove_source(*this);
    if (mask == 0 && event) event->remove_source(*this);
    record_.select(event, mask);  // rule 4
    nonblocking_ = true;
    if (mask == 0) return 0;
    event->add_source(shared_from_this());
    WaitSet::current().look_soon();
    const int error = find_home();
    tell_watchers();
    return error;
}

// Without an event a reset by hand follows, and that asks the sockets: what it would find must be
// in this record already. With one, an empty record is reason enough to ask.
int Socket::enumerate(WSAEVENT event, WSANETWORKEVENTS& out) {
    Lock lock(mutex_);
    const std::shared_ptr<Poller> to_ask =
        event == nullptr || record_.pending() == 0 ? home_ : nullptr;
    if (to_ask) {
        lock.unlock();
        WaitSet::current().look(*to_ask);
        lock.lock();
    }
    if (closing_) return -WSAENOTSOCK;
    if (event == nullptr) {
        record_.enumerate(nullptr, out);
        return 0;
    }
    // Nearly always it is the event that was selected here, and need not be looked up.
    const auto value = reinterpret_cast<HandleValue>(event);
    if (record_.event() && record_.event()->handle == value) {
        record_.enumerate(record_.event().get(), out);
        return 0;
    }
    const std::shared_ptr<Object> other = HandleTable::instance().find(value);
    if (!other || other->kind() != Kind::event) return -WSAEINVAL;
    record_.enumerate(static_cast<Event*>(other.get()), out);
    return 0;
}

int Socket::set_nonblocking(bool nonblocking) {
    const Lock lock(mutex_);
    if (!nonblocking && record_.mask() != 0) return -WSAEINVAL;
    nonblocking_ = nonblocking;
    return 0;
}

std::shared_ptr<Poller> Socket::home() {
    const Lock lock(mutex_);
    return home_;
}

int Socket::look() {
    if (const std::shared_ptr<Poller> to_ask = home()) WaitSet::current().look(*to_ask);
    return 0;
}

// Before it is connected or listens, the system would report a socket as broken.
bool Socket::watchable() const { return fd_ >= 0 && (!stream_ || state_ > State::bound); }

// The poller of a thread that waits for the event, or else the calling thread's.
int Socket::find_home() {
    if (home_ && home_->owner.load() == nullptr) move_home(nullptr);  // its thread has ended
    if (home_ || !watchable()) return 0;
    std::shared_ptr<Poller> poller;
    if (record_.event()) {
        record_.event()->for_each_watcher([&](EventWatcher& watcher) {
            if (!poller) poller = static_cast<WaitSet&>(watcher).poller();
        });
    }
    if (!poller) poller = WaitSet::current().poller();
    if (!poller || !poller->watch(fd_, key())) return -WSAENOBUFS;
    home_ = poller;
    tell_watchers();  // threads that sleep on its event already, and learn only now where to look
    return 0;
}

// Threads that wait for the event, and do not poll for this socket, must learn who does.
void Socket::tell_watchers() {
    if (!record_.event()) return;
    record_.event()->for_each_watcher([&](EventWatcher& watcher) {
        auto& waiter = static_cast<WaitSet&>(watcher);
        if (waiter.poller() != home_) waiter.invalidate();
    });
}

// The new home reports what is there as if it had just come. What was announced before is counted
// first, so that it is not announced twice.
void Socket::move_home(const std::shared_ptr<Poller>& poller) {
    if (home_) {
        if (undrained_) announced_ = native::waiting(fd_, state_ == State::listening);
        if (announced_ == 0) undrained_ = false;
        home_->unwatch(fd_);
        home_ = nullptr;
    }
    if (poller && poller->watch(fd_, key())) home_ = poller;
}

std::shared_ptr<Poller> Socket::attend(WaitSet& waiter, const std::shared_ptr<Event>& event) {
    const Lock lock(mutex_);
    const std::shared_ptr<Poller>& own = waiter.poller();
    if (record_.event() != event || !watchable() || home_ == own) return nullptr;
    bool shared = false;
    if (home_) {
        const void* const owner = home_->owner.load();
        event->for_each_watcher([&](EventWatcher& watcher) {
            shared = shared || static_cast<WaitSet*>(&watcher) == owner;
        });
    }
    if (shared) return home_;
    move_home(own);
    tell_watchers();
    return nullptr;
}

// If a thread other than the home's uses something up, a report which that thread holds already may
// be out of date.
void Socket::note_use() {
    if (home_ && home_->owner.load(std::memory_order_relaxed) != &WaitSet::current()) {
        touched_elsewhere_ = true;
    }
}

Socket::Used::Used(Socket& socket) : socket_(socket) { socket_.note_use(); }

Socket::Used::~Used() {
    if (socket_.home_) socket_.home_->rearm(socket_.fd_, true, false);
}

// Rule 1, for data and connections: an edge that tells of more than was announced is an arrival.
void Socket::announce(int bit) {
    if (!undrained_) {
        announced_ = 0;
    } else if (announced_ > 0) {
        const std::size_t now = native::waiting(fd_, state_ == State::listening);
        if (now <= announced_) return;
        announced_ = now;
    }
    undrained_ = true;
    record_.arrive(bit);
}

// Rule 2: recv and accept record again what they left behind.
void Socket::announce_again(int bit) {
    if (stream_) {
        announced_ = native::waiting(fd_, state_ == State::listening);
        undrained_ = announced_ > 0;
    } else {
        announced_ = 0;  // the system tells the size of the next datagram, not how many there are
        undrained_ = native::readiness(fd_).readable;
    }
    if (undrained_) record_.arrive(bit);
}

void Socket::report(const Poller& from, native::Readiness ready, bool certain) {
    const Lock lock(mutex_);
    if (home_.get() != &from || fd_ < 0) return;  // it has moved, and will be reported there
    if (!certain || touched_elsewhere_) {
        if (certain) touched_elsewhere_ = false;  // another report may be in its thread's hands
        const native::Readiness now = native::readiness(fd_);
        ready = {.readable = ready.readable && now.readable,
                 .writable = ready.writable && now.writable,
                 .urgent = ready.urgent && now.urgent,
                 .peer_closed = ready.peer_closed && now.peer_closed,
                 .failed = ready.failed && now.failed};
    }
    if (state_ == State::listening) {
        if (ready.readable) announce(FD_ACCEPT_BIT);
        return;
    }
    if (!stream_) {
        if (ready.readable) announce(FD_READ_BIT);
        if (ready.writable) report_room();
        return;
    }
    if (state_ == State::connecting && (ready.writable || ready.failed)) finish_connect();
    if (state_ == State::connected) report_stream(ready);
}

void Socket::report_stream(native::Readiness ready) {
    if (ready.failed) {
        if (const int error = native::take_error(fd_)) note_failure(error);
    }
    if (receive_shut_ && failure_ == 0 &&
        (ready.urgent || (ready.readable && native::waiting(fd_, false) > 0))) {
        reset_unread();
    }
    if (failure_ != 0) {
        if (closing_) release();
        return;
    }
    const bool fin = ready.peer_closed && !fin_received_;
    if (ready.readable && fin) {
        // A FIN makes a socket readable too: only bytes that were not announced are an arrival.
        const bool uncounted = undrained_ && announced_ == 0;
        if (!uncounted && native::waiting(fd_, false) > 0) announce(FD_READ_BIT);
    } else if (ready.readable && !fin_received_) {
        announce(FD_READ_BIT);
    }
    if (ready.urgent && !urgent_announced_) record_.arrive(FD_OOB_BIT);
    urgent_announced_ = ready.urgent;
    if (fin) note_fin();
    if (ready.writable) report_room();
}

// Rule 3: room to send is an arrival once after a send was refused.
void Socket::report_room() {
    const bool something_left = unsent_ && flush_unsent();
    if (closing_) {
        if (!something_left && fd_ >= 0) release();
        return;
    }
    if (something_left || !write_armed_) return;
    write_armed_ = false;
    record_.arrive(FD_WRITE_BIT);
}

}  // namespace winsock
