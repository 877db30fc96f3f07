// A socket's life: created, bound, listening or connecting, connected, shut down, closed.

#include "sim/socket.h"

#include <algorithm>

#include "sim/client.h"
#include "sim/history.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

constexpr ULONG any_address = 0;

bool is_loopback(ULONG address) { return ntohl(address) >> 24 == INADDR_LOOPBACK >> 24; }

}  // namespace

Socket::Socket(World& world, bool stream) : Object(Kind::socket), world_(world), stream_(stream) {
    if (stream) return;
    write_armed_ = true;
    record_.arrive(FD_WRITE_BIT);  // a datagram socket can send at once
}

int Socket::bind(const Endpoint& endpoint) {
    if (state_ != State::idle) return -WSAEINVAL;
    const bool ours = endpoint.address == any_address || is_loopback(endpoint.address);
    if (!ours) return -WSAEADDRNOTAVAIL;
    if (endpoint.port != 0 && world_.is_taken(endpoint, stream_)) return -WSAEADDRINUSE;
    local_ = endpoint;
    if (local_.port == 0) local_.port = world_.next_port();
    state_ = State::bound;
    return 0;
}

int Socket::listen(int backlog) {
    if (!stream_) return -WSAEOPNOTSUPP;
    if (state_ == State::connected) return -WSAEISCONN;
    if (state_ != State::bound && state_ != State::listening) return -WSAEINVAL;
    // Windows gives at least one place, and at most 200 when it is asked for as many as it likes.
    backlog_limit_ = static_cast<std::size_t>(std::clamp(backlog, 1, 200));
    state_ = State::listening;
    return 0;
}

int Socket::accept(std::shared_ptr<Socket>& taken) {
    if (!stream_) return -WSAEOPNOTSUPP;
    if (state_ != State::listening) return -WSAEINVAL;
    clear(FD_ACCEPT);  // rule 2
    if (backlog_.empty()) {
        if (nonblocking_) return -WSAEWOULDBLOCK;
        if (!block_until(&Socket::can_accept)) return -WSAEINTR;
        if (closed_) return -WSAEINTR;
        clear(FD_ACCEPT);  // what came while this call waited for it
    }
    taken = std::move(backlog_.front());
    backlog_.erase(backlog_.begin());
    if (!backlog_.empty()) announce(FD_ACCEPT_BIT);
    if (taken->failure_ != 0 && world_.rules().accept_tells_of_reset()) {
        taken = nullptr;
        return -WSAECONNRESET;
    }
    taken->nonblocking_ = nonblocking_;
    taken->inherited_selection = record_.mask() != 0;
    taken->record_.inherit(record_);  // rule 6
    if (taken->record_.pending() != 0) taken->record_.event()->set();
    taken->record_.arrive(FD_WRITE_BIT);
    return 0;
}

void Socket::accept_in_vain() {
    clear(FD_ACCEPT);
    announce(FD_ACCEPT_BIT);
}

int Socket::connect(const Endpoint& endpoint) {
    if (state_ == State::listening) return -WSAEINVAL;
    if (stream_ && state_ == State::connected) return -WSAEISCONN;
    if (state_ == State::connecting) return -WSAEALREADY;
    const bool nowhere = endpoint.address == any_address || endpoint.port == 0;
    if (nowhere && !stream_ && state_ == State::connected) {
        state_ = State::bound;  // a datagram socket gives its peer up
        return 0;
    }
    if (nowhere) return -WSAEADDRNOTAVAIL;
    if (!is_loopback(endpoint.address)) return -WSAENETUNREACH;  // there is no network here
    if (local_.port == 0) local_.port = world_.next_port();
    if (local_.address == any_address) local_.address = htonl(INADDR_LOOPBACK);
    remote_ = endpoint;
    if (!stream_) {
        state_ = State::connected;
        return 0;
    }
    if (Client* const server = world_.find_scripted_server(endpoint)) return call(*server);
    Socket* const listener = world_.find_listener(endpoint);
    const bool refused = listener == nullptr || listener->backlog_full();
    if (!refused) peer_ = meet(*listener);
    finish_connect(refused ? WSAECONNREFUSED : 0);
    if (!refused) listener->announce(FD_ACCEPT_BIT);
    if (nonblocking_) return -WSAEWOULDBLOCK;  // the result is an arrival
    return refused ? -WSAECONNREFUSED : 0;
}

// The result comes when the script's turn comes: on a real machine, too, the other end takes its
// time.
int Socket::call(Client& server) {
    state_ = State::connecting;
    client = &server;
    server.is_called(std::static_pointer_cast<Socket>(shared_from_this()));
    if (nonblocking_) return -WSAEWOULDBLOCK;
    if (!block_until(&Socket::is_answered)) return -WSAEINTR;
    return connected() ? 0 : -WSAECONNREFUSED;
}

void Socket::take(Socket& program_end) {
    state_ = State::connected;
    was_accepted_ = true;
    local_ = program_end.remote_;
    remote_ = program_end.local_;
    if (program_end.closed_) {  // it has not waited for the answer
        peer_gone_ = fin_received_ = true;
        return;
    }
    peer_ = std::static_pointer_cast<Socket>(program_end.shared_from_this());
    program_end.peer_ = std::static_pointer_cast<Socket>(shared_from_this());
    program_end.finish_connect(0);
}

// The other end waits in the listener's backlog; what happens to it is recorded from now on.
std::shared_ptr<Socket> Socket::meet(Socket& listener) {
    auto other = world_.make_socket(true);
    other->state_ = State::connected;
    other->was_accepted_ = true;
    other->local_ = {remote_.address, listener.local_.port};
    other->remote_ = local_;
    other->client = client;
    other->peer_ = std::static_pointer_cast<Socket>(shared_from_this());
    listener.backlog_.push_back(other);
    return other;
}

// FD_CONNECT and FD_WRITE when it succeeded, FD_CONNECT with a status and nothing else when not.
void Socket::finish_connect(int error) {
    state_ = error == 0 ? State::connected : State::bound;
    if (nonblocking_) pending_error = error;  // else connect itself tells
    record_.arrive(FD_CONNECT_BIT, error);
    if (error == 0) record_.arrive(FD_WRITE_BIT);
}

int Socket::connected_or_error() const {
    if (failure_ != 0) return -failure_;
    return state_ == State::connected ? 0 : -WSAENOTCONN;
}

int Socket::shutdown(bool receiving, bool sending) {
    if (const int error = connected_or_error()) return error;
    if (receiving) {
        receive_shut_ = true;
        if (!inbox_.empty() || out_of_band_) reset_unread();
    }
    if (!sending || send_shut_) return 0;
    send_shut_ = true;
    if (peer_) peer_->fin_arrives();
    return 0;
}

void Socket::close() {
    if (closed_) return;
    closed_ = true;
    record_.dissociate();  // rule 8
    for (const std::shared_ptr<Socket>& waiting : backlog_) waiting->reset();
    backlog_.clear();
    const std::shared_ptr<Socket> peer = std::move(peer_);
    if (!peer) return;
    peer->peer_gone_ = true;
    peer->peer_ = nullptr;
    const bool aborts = !inbox_.empty() || (linger && linger_seconds == 0);
    if (aborts && failure_ == 0) {
        peer->reset_arrives();
    } else if (!send_shut_) {
        peer->fin_arrives();
    }
    peer->room_has_come();
}

void Socket::reset() {
    linger = true;
    linger_seconds = 0;
    close();
}

int Socket::select(const std::shared_ptr<Event>& event, long mask) {
    record_.select(event, mask);  // rule 4
    if (world_.rules().select_looks_again()) record_what_is_there();
    nonblocking_ = true;
    inherited_selection = false;
    return 0;
}

// What recv and accept would find, whether or not it was told before.
void Socket::record_what_is_there() {
    if (!inbox_.empty() || !datagrams_.empty()) record_.arrive(FD_READ_BIT);
    if (out_of_band_) record_.arrive(FD_OOB_BIT);
    if (!backlog_.empty()) record_.arrive(FD_ACCEPT_BIT);
}

void Socket::enumerate(Event* to_reset, WSANETWORKEVENTS& out) {
    record_.enumerate(to_reset, out);
    unanswered |= out.lNetworkEvents;
}

int Socket::set_nonblocking(bool nonblocking) {
    if (!nonblocking && record_.mask() != 0) return -WSAEINVAL;
    nonblocking_ = nonblocking;
    return 0;
}

bool Socket::block_until(bool (Socket::*ready)() const) {
    world_.scheduler.running().waits_for = value;
    world_.block_until([this, ready] { return (this->*ready)() || closed_; });
    return !closed_;
}

bool Socket::is_at(const Endpoint& endpoint) const {
    return local_.port == endpoint.port &&
           (local_.address == any_address || local_.address == endpoint.address);
}

std::uint64_t Socket::hash() const {
    // Whose it is: the program cannot see that, and what follows depends on it.
    const std::uint64_t whose = client != nullptr ? client->index() + 1 : 0;
    // Of events there are FD_MAX_EVENTS; of clients, and of Winsock's errors, fewer than 65536.
    const auto unsigned_of = [](auto number) { return static_cast<std::uint64_t>(number); };
    const std::uint64_t more =
        unsigned_of(unanswered) | unsigned_of(announced_) << 10 |
        unsigned_of(record_.active()) << 20 | unsigned_of(is_program_owned) << 30 |
        unsigned_of(nonblocking_) << 31 | whose << 32 | unsigned_of(failure_) << 48;
    // Few mixes: where all are blocked, every socket is looked at.
    std::uint64_t hash = mix(word(), more);
    hash = mix(hash, total_received_ << 32 | backlog_.size() << 24 | inbox_.size());
    for (const std::shared_ptr<Socket>& waiting : backlog_) hash = mix(hash, waiting->id);
    return hash;
}

}  // namespace winsock::sim
