// Sending and receiving.
//
// Winsock takes all of a nonblocking send or none of it; the system may take a part. Then the rest
// stays in unsent_, the call has succeeded, and until the rest has gone out the next send is
// WSAEWOULDBLOCK. This is also how Windows comes to take a send that is larger than its buffer.

#include "posix/lingering.h"
#include "posix/socket.h"

namespace winsock {

namespace {

std::size_t total_size(std::span<const native::Buffer> buffers) {
    std::size_t total = 0;
    for (const native::Buffer& buffer : buffers) total += buffer.size;
    return total;
}

}  // namespace

int Socket::send(std::span<const native::Buffer> buffers, native::Flags flags,
                 const native::Endpoint* to) {
    Lock lock(mutex_);
    if (closing_) return -WSAENOTSOCK;
    if (!stream_) return send_datagram(lock, buffers, to);
    if (const int error = connected_or_error()) return error;
    if (send_shut_) return -WSAESHUTDOWN;
    return send_stream(lock, buffers, flags);
}

int Socket::send_datagram(Lock& lock, std::span<const native::Buffer> buffers,
                          const native::Endpoint* to) {
    if (to == nullptr && state_ != State::connected) return -WSAENOTCONN;
    if (send_shut_) return -WSAESHUTDOWN;
    for (;;) {
        const int sent = native::send(fd_, buffers, {}, to);
        if (state_ == State::idle) state_ = State::bound;  // the system has chosen an address
        if (sent != -WSAEWOULDBLOCK) return sent;
        if (nonblocking_) return refuse_send();
        if (!block_until(lock, false, true)) return -WSAEINTR;
    }
}

int Socket::send_stream(Lock& lock, std::span<const native::Buffer> buffers, native::Flags flags) {
    const std::size_t wanted = total_size(buffers);
    for (;;) {
        if (!unsent_ || !flush_unsent()) {
            const int sent = native::send(fd_, buffers, flags, nullptr);
            if (sent >= 0) {
                if (static_cast<std::size_t>(sent) < wanted) {
                    keep_unsent(buffers, static_cast<std::size_t>(sent));
                }
                if (nonblocking_ || !unsent_) return static_cast<int>(wanted);
            } else if (sent != -WSAEWOULDBLOCK) {
                note_failure(-sent);
                return sent;
            }
            // A blocking send goes on until the system has everything.
            while (sent >= 0 && flush_unsent()) {
                if (!block_until(lock, false, true)) return -WSAEINTR;
            }
            if (sent >= 0) return failure_ != 0 ? -failure_ : static_cast<int>(wanted);
        }
        if (failure_ != 0) return -failure_;
        if (nonblocking_) return refuse_send();
        if (!block_until(lock, false, true)) return -WSAEINTR;
    }
}

// Rule 3: a refused send clears FD_WRITE and arms exactly one later arrival.
int Socket::refuse_send() {
    record_.clear(FD_WRITE);
    write_armed_ = true;
    note_use();
    if (home_) home_->rearm(fd_, false, true);
    return -WSAEWOULDBLOCK;
}

void Socket::keep_unsent(std::span<const native::Buffer> buffers, std::size_t sent) {
    Lingering::add(serial_, std::static_pointer_cast<Socket>(shared_from_this()));
    if (!unsent_) unsent_ = std::make_unique<std::string>();
    for (const native::Buffer& buffer : buffers) {
        const std::size_t skipped = std::min(sent, buffer.size);
        unsent_->append(buffer.data + skipped, buffer.size - skipped);
        sent -= skipped;
    }
    if (nonblocking_) find_home();  // somebody must learn when there is room again
    if (home_) home_->rearm(fd_, false, true);
}

bool Socket::flush() {
    const Lock lock(mutex_);
    const bool something_left = flush_unsent();
    if (closing_ && !something_left && fd_ >= 0) release();
    return something_left;
}

// True if something is left. A FIN that waited behind it goes out last.
bool Socket::flush_unsent() {
    if (!unsent_ || fd_ < 0) return false;
    std::size_t gone = 0;
    while (gone < unsent_->size()) {
        const native::Buffer rest{unsent_->data() + gone, unsent_->size() - gone};
        const int sent = native::send(fd_, {&rest, 1}, {}, nullptr);
        if (sent == -WSAEWOULDBLOCK) break;
        if (sent < 0) {
            note_failure(-sent);
            unsent_ = nullptr;
            Lingering::remove(serial_);
            return false;
        }
        gone += static_cast<std::size_t>(sent);
    }
    unsent_->erase(0, gone);
    if (!unsent_->empty()) {
        if (home_) home_->rearm(fd_, false, true);
        return true;
    }
    unsent_ = nullptr;
    Lingering::remove(serial_);
    if (send_shut_) native::shutdown(fd_, native::Direction::send);
    return false;
}

int Socket::receive(std::span<const native::Buffer> buffers, native::Flags flags, bool wait_for_all,
                    native::Endpoint* from) {
    Lock lock(mutex_);
    if (closing_) return -WSAENOTSOCK;
    if (unsent_) flush_unsent();  // who waits for the rest of a request never answers
    if (stream_) {
        // Where nobody polls, a reset has not been noticed yet.
        if (state_ == State::connected && !home_ && native::readiness(fd_).failed) {
            note_failure(native::take_error(fd_));
        }
        if (const int error = connected_or_error()) return error;
    } else if (state_ == State::idle) {
        return -WSAEINVAL;
    }
    if (receive_shut_) return -WSAESHUTDOWN;
    const Used used(*this);
    if (flags.out_of_band) return receive_out_of_band(buffers, flags);
    record_.clear(FD_READ);  // rule 2
    native::Endpoint sender;
    if (!stream_ && from == nullptr) from = &sender;  // the way that tells of truncation
    const std::size_t wanted = total_size(buffers);
    if (wanted == 0 && stream_) return receive_nothing(lock);

    const bool collects =
        wait_for_all && stream_ && !nonblocking_ && !flags.peek && buffers.size() == 1;
    std::size_t collected = 0;
    for (;;) {
        const native::Buffer rest{buffers[0].data + collected, buffers[0].size - collected};
        bool truncated = false;
        const int received = native::receive(fd_, collected > 0 ? std::span(&rest, 1) : buffers,
                                             flags, from, truncated);
        if (received == -WSAEWOULDBLOCK && !nonblocking_) {
            const int ended = wait_for_data(lock);
            if (ended == 0) continue;
            // Microsoft, MSG_WAITALL: it completes, with what it has, when the connection is closed
            // or an error occurs. The next call tells of the error.
            record_.clear(FD_READ);
            return collected > 0 ? static_cast<int>(collected) : ended;
        }
        if (received < 0) {
            const int failed = receive_failed(-received);
            return collected > 0 ? static_cast<int>(collected) : failed;
        }
        collected += static_cast<std::size_t>(received);
        if (collects && received > 0 && collected < wanted) continue;
        // A FIN behind what was collected stays for the next recv.
        after_receive(wanted, collected, flags.peek);
        return truncated ? -WSAEMSGSIZE : static_cast<int>(collected);
    }
}

int Socket::receive_out_of_band(std::span<const native::Buffer> buffers, native::Flags flags) {
    record_.clear(FD_OOB);  // rule 2
    bool truncated = false;
    const int received = native::receive(fd_, buffers, flags, nullptr, truncated);
    if (received > 0 && !flags.peek) urgent_announced_ = false;
    return received;
}

int Socket::receive_failed(int error) {
    drained();
    if (error == WSAEWOULDBLOCK) return -error;
    note_failure(error);
    if (stream_) return -error;
    announce_again(FD_READ_BIT);  // what stands behind a datagram that failed still waits
    // Winsock's word for "nobody listens there", when it is told to a receiver.
    return error == WSAECONNREFUSED ? -WSAECONNRESET : -error;
}

// A recv of length 0: 0 while data waits or after the peer's FIN; it uses nothing up.
int Socket::receive_nothing(Lock& lock) {
    for (;;) {
        announce_again(FD_READ_BIT);
        if (undrained_ || native::readiness(fd_).peer_closed) return 0;
        if (nonblocking_) return -WSAEWOULDBLOCK;
        if (const int ended = wait_for_data(lock)) return ended;
    }
}

// 0, or minus the error that ends a recv which waits.
int Socket::wait_for_data(Lock& lock) {
    if (!block_until(lock, true, false)) return -WSAEINTR;
    return receive_shut_ ? -WSAESHUTDOWN : -failure_;
}

// Rule 2: if bytes are left, they are recorded again. A stream that gave less than was asked for
// has nothing left, so the common case asks the system nothing more.
void Socket::after_receive(std::size_t wanted, std::size_t received, bool looked_only) {
    record_.clear(FD_READ);  // also what was recorded while this call waited for it
    const bool urgent = urgent_announced_;
    if (urgent) urgent_announced_ = native::readiness(fd_).urgent;  // it may have been passed over
    if (stream_ && received == 0) {
        drained();
        note_fin();
    } else if (!stream_ || looked_only || received == wanted || urgent) {
        announce_again(FD_READ_BIT);
    } else {
        drained();
    }
}

void Socket::drained() {
    undrained_ = false;
    announced_ = 0;
}

// Rule 7: a FIN is one FD_CLOSE arrival with status 0, and never again.
void Socket::note_fin() {
    if (fin_received_) return;
    fin_received_ = true;
    record_.arrive(FD_CLOSE_BIT);
}

// Rule 7: a reset is an FD_CLOSE arrival with a nonzero status, 10053 on Windows; what was unread
// is gone, and every later call fails.
void Socket::note_failure(int error) {
    const bool broken = error == WSAECONNRESET || error == WSAETIMEDOUT ||
                        error == WSAECONNABORTED || error == WSAENETRESET;
    if (!stream_ || failure_ != 0 || !broken) return;
    failure_ = error;
    pending_error_ = error;
    unsent_ = nullptr;
    Lingering::remove(serial_);
    if (fin_received_) return;
    record_.arrive(FD_CLOSE_BIT, error == WSAECONNRESET ? WSAECONNABORTED : error);
}

std::size_t Socket::readable_bytes() {
    const Lock lock(mutex_);
    return fd_ >= 0 && failure_ == 0 && state_ != State::listening ? native::waiting(fd_, false)
                                                                   : 0;
}

}  // namespace winsock
