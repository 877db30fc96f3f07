// Bytes, FIN and RST: what is sent is at the other end at once.

#include <algorithm>
#include <cstring>
#include <utility>

#include "sim/client.h"
#include "sim/socket.h"
#include "sim/world.h"

namespace winsock::sim {

bool Socket::is_scripted() const { return client != nullptr && client->socket().get() == this; }

std::size_t Socket::room() const {
    const std::size_t window = world_.window(*this);
    const std::size_t there = peer_ ? peer_->inbox_.size() : 0;
    return there < window ? window - there : 0;
}

bool Socket::can_send() const { return failure_ != 0 || peer_gone_ || room() > 0; }

bool Socket::can_receive() const {
    return !inbox_.empty() || !datagrams_.empty() || fin_received_ || failure_ != 0 ||
           receive_shut_ || (!stream_ && pending_error != 0);
}

int Socket::send(std::string_view bytes, Flags flags) {
    if (!stream_) {
        return state_ == State::connected ? send_to(bytes, remote_) : -WSAENOTCONN;
    }
    if (const int error = connected_or_error()) return error;
    if (send_shut_) return -WSAESHUTDOWN;
    if (peer_gone_) {
        // The first send to a peer that is gone succeeds; its answer is a reset.
        reset_arrives();
        return static_cast<int>(bytes.size());
    }
    if (bytes.empty()) return 0;
    // A script does not wait: what it says lies at the other end, however little room there is.
    if (room() == 0 && !is_scripted()) {
        if (nonblocking_) return refuse_send();
        if (!block_until(&Socket::can_send)) return -WSAEINTR;
        return send(bytes, flags);
    }
    std::size_t taken = bytes.size();
    if (nonblocking_ && taken > room()) {
        const Rules::LargeSend large = world_.rules().large_send();
        const bool partial =
            large == Rules::LargeSend::partial ||
            (large == Rules::LargeSend::maybe_partial && world_.unlucky(Misfortune::partial_send));
        if (partial) taken = room();
    }
    if (flags.out_of_band) {
        peer_->bytes_arrive(bytes.substr(0, taken - 1));
        peer_->out_of_band_arrives(bytes[taken - 1]);
    } else {
        peer_->bytes_arrive(bytes.substr(0, taken));
    }
    return static_cast<int>(taken);
}

// Rule 3: a refused send clears FD_WRITE and arms exactly one later arrival.
int Socket::refuse_send() {
    record_.clear(FD_WRITE);
    write_armed_ = true;
    if (client != nullptr) client->was_refused();
    return -WSAEWOULDBLOCK;
}

void Socket::room_has_come() {
    // After a reset there is nowhere to send to: FD_CLOSE says so, and no FD_WRITE.
    if (!write_armed_ || failure_ != 0 || !stream_ || (!peer_gone_ && room() == 0)) return;
    write_armed_ = false;
    record_.arrive(FD_WRITE_BIT);
}

void Socket::bytes_arrive(std::string_view bytes) {
    if (bytes.empty() || closed_ || failure_ != 0) return;
    if (receive_shut_) return reset_unread();
    // A scripted client reads at once, unless it has stopped.
    if (is_scripted() && client->takes(bytes)) return;
    inbox_.append(bytes);
    announce(FD_READ_BIT);
}

// In line it is an ordinary byte: FD_OOB is only for a socket that keeps it apart.
void Socket::out_of_band_arrives(char byte) {
    if (out_of_band_inline != 0) return bytes_arrive({&byte, 1});
    if (closed_ || failure_ != 0) return;
    if (receive_shut_) return reset_unread();
    out_of_band_ = byte;
    announce(FD_OOB_BIT);
}

// Rule 7: one FD_CLOSE arrival, status 0, never FD_READ, never again.
void Socket::fin_arrives() {
    if (closed_ || fin_received_ || failure_ != 0) return;
    fin_received_ = true;
    if (!world_.rules().close_waits_for_data() || inbox_.empty()) tell_close();
}

// Rule 7: an FD_CLOSE arrival with a status; unread data is gone, except where it is not.
void Socket::reset_arrives() {
    if (!closed_ && failure_ == 0) connection_ends(WSAECONNRESET);
}

void Socket::connection_ends(int error) {
    failure_ = error;
    pending_error = error;
    if (!world_.rules().reset_leaves_data()) inbox_.clear();
    peer_gone_ = true;
    tell_close();  // only a FIN waits for what was sent before it
}

// Microsoft, shutdown: what waits after SD_RECEIVE, or comes then, cannot be delivered, and the
// connection is reset.
void Socket::reset_unread() {
    if (peer_) peer_->reset_arrives();
    connection_ends(WSAECONNABORTED);
}

void Socket::tell_close() {
    if (close_told_) return;
    close_told_ = true;
    record_.arrive(FD_CLOSE_BIT, failure_ != 0 ? world_.rules().reset_status() : 0);
}

// Rule 1, for data and connections. Two of the rule sets tell once, until recv or accept is called.
void Socket::announce(int bit) {
    if ((announced_ & (1L << bit)) != 0 && !world_.rules().tells_again_without_recv()) return;
    announced_ |= 1L << bit;
    record_.arrive(bit);
}

// Rule 2: the call that uses a notification up also enables the next one.
void Socket::clear(long bits) {
    record_.clear(bits);
    announced_ &= ~bits;
    unanswered &= ~bits;
}

int Socket::receive(char* data, std::size_t size, Flags flags, Endpoint* from) {
    if (!stream_) return receive_datagram(data, size, flags, from);
    const bool reads_on = failure_ != 0 && world_.rules().reset_leaves_data();
    if (!reads_on) {
        if (const int error = connected_or_error()) return error;
    }
    if (receive_shut_) return -WSAESHUTDOWN;
    return flags.out_of_band ? receive_out_of_band(data, size, flags)
                             : receive_stream(data, size, flags);
}

int Socket::receive_stream(char* data, std::size_t size, Flags flags) {
    clear(FD_READ);  // rule 2
    if (inbox_.empty()) {
        if (fin_received_ || failure_ != 0) return 0;
        if (nonblocking_) return -WSAEWOULDBLOCK;
        if (!block_until(&Socket::can_receive)) return -WSAEINTR;
        return receive(data, size, flags, nullptr);
    }
    std::size_t taken = std::min(size, inbox_.size());
    // A script that reads on has no bad luck: only the program is judged.
    if (taken > 1 && !is_scripted() && world_.unlucky(Misfortune::short_read)) taken = 1;
    if (taken > 0) std::memcpy(data, inbox_.data(), taken);
    if (!flags.peek) {
        inbox_.erase(0, taken);
        total_received_ += taken;
        if (taken > 0 && peer_) peer_->room_has_come();
    }
    if (!inbox_.empty()) {
        announce(FD_READ_BIT);
    } else if (fin_received_) {
        tell_close();
    }
    if (flags.wait_for_all && !flags.peek && !nonblocking_ && taken > 0 && taken < size &&
        !fin_received_) {
        const int rest = receive_stream(data + taken, size - taken, flags);
        if (rest > 0) taken += static_cast<std::size_t>(rest);
    }
    return static_cast<int>(taken);
}

int Socket::receive_out_of_band(char* data, std::size_t size, Flags flags) {
    clear(FD_OOB);  // rule 2
    if (out_of_band_inline != 0) return -WSAEINVAL;
    if (!out_of_band_ || size == 0) return -WSAEWOULDBLOCK;
    *data = *out_of_band_;
    if (!flags.peek) out_of_band_.reset();
    return 1;
}

int Socket::send_to(std::string_view bytes, const Endpoint& to) {
    constexpr std::size_t largest_datagram = 65507;
    if (send_shut_) return -WSAESHUTDOWN;
    if (bytes.size() > largest_datagram) return -WSAEMSGSIZE;
    if (state_ == State::idle) {
        local_ = {htonl(INADDR_ANY), world_.next_port()};
        state_ = State::bound;
    }
    const ULONG from = local_.address != 0 ? local_.address : htonl(INADDR_LOOPBACK);
    if (const std::shared_ptr<Socket> other = world_.find_datagram_socket(to)) {
        other->datagram_arrives({{from, local_.port}, std::string(bytes)});
    } else {
        pending_error = WSAECONNRESET;  // "nobody listens there" comes back
        announce(FD_READ_BIT);
    }
    return static_cast<int>(bytes.size());
}

// A socket that is connected hears nobody but its peer.
void Socket::datagram_arrives(Datagram datagram) {
    if (state_ == State::connected && remote_ != datagram.from) return;
    datagrams_.push_back(std::move(datagram));
    announce(FD_READ_BIT);
}

int Socket::receive_datagram(char* data, std::size_t size, Flags flags, Endpoint* from) {
    if (state_ == State::idle) return -WSAEINVAL;
    if (receive_shut_) return -WSAESHUTDOWN;
    clear(FD_READ);  // rule 2
    if (!can_receive()) {
        if (nonblocking_) return -WSAEWOULDBLOCK;
        if (!block_until(&Socket::can_receive)) return -WSAEINTR;
        if (receive_shut_) return -WSAESHUTDOWN;
    }
    const int result = take_datagram(data, size, flags, from);
    if (can_receive()) announce(FD_READ_BIT);
    return result;
}

int Socket::take_datagram(char* data, std::size_t size, Flags flags, Endpoint* from) {
    if (pending_error != 0) return -std::exchange(pending_error, 0);
    const Datagram& next = datagrams_.front();
    const std::size_t taken = std::min(size, next.bytes.size());
    const bool truncated = size < next.bytes.size();
    std::copy_n(next.bytes.data(), taken, data);
    if (from != nullptr) *from = next.from;
    if (!flags.peek) datagrams_.erase(datagrams_.begin());
    return truncated ? -WSAEMSGSIZE : static_cast<int>(taken);
}

std::size_t Socket::readable_bytes() const {
    if (stream_) return inbox_.size();
    return datagrams_.empty() ? 0 : datagrams_.front().bytes.size();
}

}  // namespace winsock::sim
