#pragma once

#include <winsock2.h>

#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "sim/recycled.h"
#include "sim/rules.h"

namespace winsock::sim {

class Client;
class World;

/// An IPv4 address and a port, both in network order, as in sockaddr_in.
struct Endpoint {
    ULONG address = 0;
    u_short port = 0;
    bool operator==(const Endpoint&) const = default;
};

/// What has happened to a socket, in the eight bytes of one word: a search hashes all of it
/// wherever everybody is blocked.
class SocketCondition {
public:
    enum class State : std::uint8_t { idle, bound, listening, connecting, connected };
    std::uint64_t word() const { return std::bit_cast<std::uint64_t>(*this); }

protected:
    State state_ = State::idle;
    bool closed_ = false;
    bool peer_gone_ = false;
    bool fin_received_ = false;
    bool close_told_ = false;
    bool send_shut_ = false;
    bool receive_shut_ = false;
    bool write_armed_ = false;
};

/// A socket in memory: what one end of a connection knows, its network-event record, and the rules
/// that move bytes, FIN and RST to the other end at once.
///
/// A program's socket has a handle. The sockets of the scripted clients have none: nobody but their
/// script acts on them. Operations return a value, or minus a Winsock error number.
class Socket : public Object, private SocketCondition {
public:
    using SocketCondition::State;
    struct Flags {
        bool out_of_band = false;
        bool peek = false;
        bool wait_for_all = false;
    };
    using Backlog = std::vector<std::shared_ptr<Socket>, Recycled<std::shared_ptr<Socket>>>;

    Socket(World& world, bool stream);

    int bind(const Endpoint& endpoint);
    int listen(int backlog);
    int accept(std::shared_ptr<Socket>& taken);
    /// Rule 2 for an accept that fails although a connection waits: it is told of again.
    void accept_in_vain();
    int connect(const Endpoint& endpoint);
    /// A scripted server's socket becomes the other end of the program's, which is connecting.
    void take(Socket& program_end);
    /// A scripted server does not take this socket's connection.
    void was_refused() { finish_connect(WSAECONNREFUSED); }
    int shutdown(bool receiving, bool sending);
    /// Rule 8. The peer gets a FIN, or a RST if bytes are unread or lingering is off.
    void close();
    /// Closes with a RST.
    void reset();
    /// The world ends: two ends of a connection no longer keep each other alive.
    void let_go() {
        peer_ = nullptr;
        backlog_.clear();
    }

    int send(std::string_view bytes, Flags flags);
    int send_to(std::string_view bytes, const Endpoint& to);
    int receive(char* data, std::size_t size, Flags flags, Endpoint* from);
    /// The bytes that one recv could read.
    std::size_t readable_bytes() const;

    /// Rules 4 and 5.
    int select(const std::shared_ptr<Event>& event, long mask);
    void enumerate(Event* to_reset, WSANETWORKEVENTS& out);
    int set_nonblocking(bool nonblocking);

    /// @name What an observer sees
    /// @{
    State state() const { return state_; }
    bool stream() const { return stream_; }
    bool nonblocking() const { return nonblocking_; }
    bool closed() const { return closed_; }
    /// Came out of a listener's backlog, or is still in it: it shares the listener's port.
    bool was_accepted() const { return was_accepted_; }
    /// Whether what is sent to `endpoint` comes here.
    bool is_at(const Endpoint& endpoint) const;
    bool connected() const { return state_ == State::connected; }
    bool fin_received() const { return fin_received_; }
    bool send_shut() const { return send_shut_; }
    int failure() const { return failure_; }
    std::size_t unread() const { return inbox_.size(); }
    std::uint64_t total_received() const { return total_received_; }
    const NetworkEventRecord& record() const { return record_; }
    const Backlog& backlog() const { return backlog_; }
    bool backlog_full() const { return backlog_.size() >= backlog_limit_; }
    const Endpoint& local() const { return local_; }
    const Endpoint& remote() const { return remote_; }
    std::uint64_t hash() const;
    /// @}

    /// @name Options, as setsockopt sets them
    /// @{
    bool linger = false;
    u_short linger_seconds = 0;
    int out_of_band_inline = 0;
    int no_delay = 0;
    int debug = 0;
    int keep_alive = 0;
    int broadcast = 0;
    int reuse_address = 0;
    int exclusive_address = 0;
    int send_buffer = 65536;     ///< bytes
    int receive_buffer = 65536;  ///< bytes
    int pending_error = 0;       ///< what SO_ERROR gives, and a datagram's recv
    /// @}

    /// @name Kept for the detectors and the report
    /// @{
    Client* client = nullptr;  ///< the script at the other end, if there is one
    unsigned id = 0;           ///< counts up within an execution
    HandleValue value = 0;     ///< its handle, also after it was closed
    bool is_program_owned = false;
    long unanswered = 0;               ///< bits that were enumerated and not acted on yet
    bool inherited_selection = false;  ///< no WSAEventSelect of its own yet
    /// @}

private:
    struct Datagram {
        Endpoint from;
        std::string bytes;
    };

    void bytes_arrive(std::string_view bytes);
    void out_of_band_arrives(char byte);
    void datagram_arrives(Datagram datagram);
    void fin_arrives();
    void reset_arrives();
    void connection_ends(int error);
    void reset_unread();
    void tell_close();
    void announce(int bit);
    void clear(long bits);
    void room_has_come();
    std::size_t room() const;
    bool is_scripted() const;
    void finish_connect(int error);
    std::shared_ptr<Socket> meet(Socket& listener);
    int call(Client& server);
    bool is_answered() const { return state_ != State::connecting; }
    int connected_or_error() const;
    int refuse_send();
    int receive_stream(char* data, std::size_t size, Flags flags);
    int receive_out_of_band(char* data, std::size_t size, Flags flags);
    int receive_datagram(char* data, std::size_t size, Flags flags, Endpoint* from);
    int take_datagram(char* data, std::size_t size, Flags flags, Endpoint* from);
    bool block_until(bool (Socket::*ready)() const);
    bool can_receive() const;
    bool can_send() const;
    void record_what_is_there();
    bool can_accept() const { return !backlog_.empty() || closed_; }

    World& world_;
    const bool stream_;
    bool nonblocking_ = false;
    bool was_accepted_ = false;
    Endpoint local_, remote_;
    NetworkEventRecord record_;
    long announced_ = 0;  // told and not re-enabled yet

    std::shared_ptr<Socket> peer_;
    std::string inbox_;
    std::uint64_t total_received_ = 0;
    std::optional<char> out_of_band_;
    int failure_ = 0;

    // Short queues; a deque would allocate before anything is in it.
    Backlog backlog_;
    std::size_t backlog_limit_ = 0;
    std::vector<Datagram> datagrams_;
};

}  // namespace winsock::sim
