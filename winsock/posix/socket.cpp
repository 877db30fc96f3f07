// A socket's life: created, bound, listening or connecting, connected, shut down, closed.

#include "posix/socket.h"

#include <new>

#include "core/handle_table.h"
#include "posix/lingering.h"
#include "posix/wait_set.h"

namespace winsock {

namespace {

std::uint32_t next_serial() {
    static std::atomic<std::uint32_t> serial{0};
    return ++serial;
}

}  // namespace

Socket::Socket(int fd, bool stream)
    : Object(Kind::socket), stream_(stream), serial_(next_serial()), fd_(fd) {
    // A datagram socket can send at once; a stream socket only when it is connected.
    write_armed_ = !stream;
}

Socket::~Socket() {
    if (fd_ >= 0) native::close(fd_);
}

std::shared_ptr<Socket> Socket::create(int fd, bool stream) {
    std::shared_ptr<Socket> socket;
    try {
        socket = std::make_shared<Socket>(fd, stream);
        return HandleTable::instance().add(socket) != 0 ? socket : nullptr;
    } catch (const std::bad_alloc&) {
        if (!socket) native::close(fd);  // nobody owns it yet
        return nullptr;
    }
}

std::shared_ptr<Socket> Socket::find(SOCKET handle) {
    std::shared_ptr<Object> object = HandleTable::instance().find(handle);
    if (!object || object->kind() != Kind::socket) return nullptr;
    return std::static_pointer_cast<Socket>(std::move(object));
}

int Socket::bind(const native::Endpoint& endpoint) {
    const Lock lock(mutex_);
    if (state_ != State::idle) return -WSAEINVAL;
    const int error = native::bind(fd_, endpoint, stream_);
    if (error == 0) state_ = State::bound;
    return error;
}

int Socket::listen(int backlog) {
    const Lock lock(mutex_);
    if (!stream_) return -WSAEOPNOTSUPP;
    if (state_ == State::connected) return -WSAEISCONN;
    if (state_ != State::bound && state_ != State::listening) return -WSAEINVAL;
    const int error = native::listen(fd_, backlog);
    if (error != 0) return error;
    state_ = State::listening;
    return record_.mask() != 0 ? find_home() : 0;
}

int Socket::accept(native::Endpoint& peer, std::shared_ptr<Socket>& taken) {
    Lock lock(mutex_);
    if (!stream_) return -WSAEOPNOTSUPP;
    if (state_ != State::listening) return -WSAEINVAL;
    record_.clear(FD_ACCEPT);  // rule 2
    const Used used(*this);
    int fd = native::accept(fd_, peer);
    while (fd == -WSAEWOULDBLOCK && !nonblocking_) {
        if (!block_until(lock, true, false)) return -WSAEINTR;
        fd = native::accept(fd_, peer);
    }
    record_.clear(FD_ACCEPT);  // also what was recorded while this call waited for it
    announce_again(FD_ACCEPT_BIT);
    if (fd < 0) return fd;

    taken = create(fd, true);
    if (!taken) return -WSAEMFILE;
    const Lock taken_lock(taken->mutex_);
    taken->state_ = State::connected;
    taken->nonblocking_ = nonblocking_;
    taken->record_.inherit(record_);  // rule 6
    taken->record_.arrive(FD_WRITE_BIT);
    if (taken->record_.mask() == 0) return 0;
    taken->record_.event()->add_source(taken);
    const int no_home = taken->find_home();
    taken->tell_watchers();
    return no_home;
}

int Socket::connect(const native::Endpoint& endpoint) {
    Lock lock(mutex_);
    if (state_ == State::listening) return -WSAEINVAL;
    if (stream_ && state_ == State::connected) return -WSAEISCONN;
    if (state_ == State::connecting) {
        finish_connect();
        if (state_ == State::connecting) return -WSAEALREADY;
        if (state_ == State::connected) return -WSAEISCONN;
    }
    int error = native::connect(fd_, endpoint);
    // After a connect that has failed, Linux says once that it has.
    if (error == -WSAECONNABORTED) error = native::connect(fd_, endpoint);
    if (!stream_) {
        if (error == 0) state_ = State::connected;
        return error;
    }
    if (error != 0 && error != -WSAEWOULDBLOCK) return error;
    state_ = State::connecting;
    if (const std::shared_ptr<Poller> same = home_) {
        move_home(same);  // reports anew after a failure
        tell_watchers();
    }
    if (nonblocking_) {
        // As on Windows the answer is always "not yet": the result is an arrival.
        if (error == 0) finish_connect();
        const int no_home = record_.mask() != 0 ? find_home() : 0;
        return no_home != 0 ? no_home : -WSAEWOULDBLOCK;
    }
    while (state_ == State::connecting) {
        finish_connect();
        if (state_ == State::connecting && !block_until(lock, false, true)) return -WSAEINTR;
    }
    const int failed = pending_error_;
    pending_error_ = 0;
    return state_ == State::connected ? 0 : -failed;
}

// FD_CONNECT and FD_WRITE when it succeeded, FD_CONNECT with a status and nothing else when not.
void Socket::finish_connect() {
    const int error = native::take_error(fd_);
    native::Endpoint peer;
    if (error == WSAECONNRESET) {
        // It was connected, and reset before anybody looked.
        state_ = State::connected;
        record_.arrive(FD_CONNECT_BIT);
        record_.arrive(FD_WRITE_BIT);
        note_failure(error);
    } else if (error != 0) {
        state_ = State::bound;  // a failed connect leaves the socket to try again
        pending_error_ = error;
        record_.arrive(FD_CONNECT_BIT, error);
    } else if (native::peer_endpoint(fd_, peer) == 0) {
        state_ = State::connected;
        record_.arrive(FD_CONNECT_BIT);
        record_.arrive(FD_WRITE_BIT);
    }
}

int Socket::connected_or_error() {
    if (state_ == State::connecting) finish_connect();
    if (failure_ != 0) return -failure_;
    return state_ == State::connected ? 0 : -WSAENOTCONN;
}

int Socket::shutdown(native::Direction direction) {
    const Lock lock(mutex_);
    if (const int error = connected_or_error()) return error;
    const bool was_shut = send_shut_;
    if (direction != native::Direction::receive) send_shut_ = true;
    if (direction != native::Direction::send) stop_receiving();
    if (failure_ != 0) return 0;  // it was reset: there is nothing left to end
    if (direction == native::Direction::receive || was_shut || unsent_) {
        return 0;  // the FIN goes out behind what was sent before it: see flush_unsent()
    }
    return native::shutdown(fd_, native::Direction::send);
}

// Receiving ends here, not in the system: there it would look as if the peer had closed.
void Socket::stop_receiving() {
    receive_shut_ = true;
    for (WaitingCall* call = waiting_calls_; call != nullptr; call = call->next) {
        if (!call->for_data) continue;
        call->let_go = true;
        call->thread.wake_if_asleep();
    }
    if (!stream_) return;
    if (urgent_announced_ || native::waiting(fd_, false) > 0) return reset_unread();
    find_home();  // somebody must learn of what comes nevertheless
}

// Microsoft, shutdown: what waits after SD_RECEIVE, or comes then, cannot be delivered, and the
// connection is reset.
void Socket::reset_unread() {
    native::reset(fd_);
    note_failure(WSAECONNABORTED);
}

void Socket::close() {
    const Lock lock(mutex_);
    if (record_.event()) record_.event()->remove_source(*this);
    record_.dissociate();  // rule 8
    // With bytes unread it ends with a RST, which waits for nothing.
    const bool lingers = unsent_ && failure_ == 0 && native::waiting(fd_, false) == 0;
    if (lingers && waiting_calls_ == nullptr && !aborts_on_close()) {
        closing_ = true;
        find_home();  // it is in Lingering until what was sent has gone out
        return;
    }
    release();
}

bool Socket::aborts_on_close() const {
    bool on = false;
    int seconds = 0;
    native::get_linger(fd_, on, seconds);
    return on && seconds == 0;
}

// Gives the descriptor back; if a call waits in it, wakes that call, which then does so.
void Socket::release() {
    closing_ = true;
    unsent_ = nullptr;
    Lingering::remove(serial_);
    if (waiting_calls_ != nullptr) {
        native::shutdown(fd_, native::Direction::both);
        return;
    }
    if (home_) home_->forget(fd_);
    if (fd_ >= 0) native::close(fd_);
    fd_ = -1;
    home_ = nullptr;
}

bool Socket::block_until(Lock& lock, bool readable, bool writable) {
    const int fd = fd_;
    WaitingCall call{readable, WaitSet::current(), waiting_calls_};
    call.thread.poller();  // made before another thread could want to wake this one
    waiting_calls_ = &call;
    lock.unlock();
    call.thread.await({fd, readable, writable}, call.let_go);
    lock.lock();
    WaitingCall** place = &waiting_calls_;
    while (*place != &call) place = &(*place)->next;
    *place = call.next;
    note_use();  // meanwhile the socket may have moved, or its home may have looked
    if (!closing_) return true;
    if (waiting_calls_ == nullptr) release();
    return false;
}

}  // namespace winsock
