// Only what both ends of a connection did is known, so the packets are those that a TCP with an
// ideal network would have sent: each segment arrives at once, and is acknowledged at once.

#include "sim/report/pcap.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "sim/report/packet.h"
#include "sim/report/step_text.h"

namespace winsock::sim {

namespace {

constexpr std::size_t longest_segment = 65495;  // what fits behind two headers in an IPv4 packet

/// Writes the file's header, then packets.
class Capture {
public:
    explicit Capture(std::ostream& out) : out_(out) {
        put32(0xA1B2C3D4);  // microseconds
        put32(4U << 16 | 2U);
        put32(0);
        put32(0);
        put32(262144);
        put32(101);  // LINKTYPE_RAW
    }

    void add(std::uint64_t milliseconds, const std::string& packet) {
        // What happens in the same virtual millisecond stays in order.
        within_ = milliseconds == time_ ? std::min(within_ + 1, 999U) : 0;
        time_ = milliseconds;
        put32(static_cast<std::uint32_t>(milliseconds / 1000));
        put32(static_cast<std::uint32_t>(milliseconds % 1000 * 1000) + within_);
        put32(static_cast<std::uint32_t>(packet.size()));
        put32(static_cast<std::uint32_t>(packet.size()));
        out_ << packet;
    }

private:
    void put32(std::uint32_t number) {
        for (int shift = 0; shift < 32; shift += 8) out_.put(static_cast<char>(number >> shift));
    }

    std::ostream& out_;
    std::uint64_t time_ = 0;
    unsigned within_ = 0;
};

/// A connection, and what each end has sent so far.
class Connection {
public:
    Connection(Capture& capture, std::uint16_t client_port, std::uint16_t server_port)
        : capture_(capture),
          client_{client_port, 0x10000000U + client_port * 0x1000U},
          server_{server_port, 0x50000000U + client_port * 0x1000U} {}

    void handshake(std::uint64_t time) {
        send(time, client_, server_, Tcp::syn, "");
        send(time, server_, client_, Tcp::syn | Tcp::ack, "");
        send(time, client_, server_, Tcp::ack, "");
    }
    /// In the place of a handshake: nobody listens there.
    void refusal(std::uint64_t time) {
        send(time, client_, server_, Tcp::syn, "");
        server_.next = 0;
        reset(time, false);
    }
    void data(std::uint64_t time, bool from_client, std::string_view bytes) {
        End& from = from_client ? client_ : server_;
        End& to = from_client ? server_ : client_;
        for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), longest_segment))) {
            send(time, from, to, Tcp::push | Tcp::ack, bytes.substr(0, longest_segment));
            send(time, to, from, Tcp::ack, "");
        }
    }
    void fin(std::uint64_t time, bool from_client) {
        End& from = from_client ? client_ : server_;
        End& to = from_client ? server_ : client_;
        send(time, from, to, Tcp::fin | Tcp::ack, "");
        send(time, to, from, Tcp::ack, "");
    }
    void reset(std::uint64_t time, bool from_client) {
        End& from = from_client ? client_ : server_;
        send(time, from, from_client ? server_ : client_, Tcp::rst | Tcp::ack, "");
        over_ = true;
    }

private:
    struct End {
        std::uint16_t port;
        std::uint32_t next;  // sequence number
    };

    void send(std::uint64_t time, End& from, const End& to, unsigned flags,
              std::string_view payload) {
        if (over_) return;
        const bool first = flags == Tcp::syn;
        capture_.add(
            time, tcp_packet({from.port, to.port, from.next, first ? 0 : to.next, flags}, payload));
        const bool counts = (flags & (Tcp::syn | Tcp::fin)) != 0;
        from.next += static_cast<std::uint32_t>(payload.size()) + (counts ? 1 : 0);
    }

    Capture& capture_;
    End client_;
    End server_;
    bool over_ = false;
};

/// Goes through the steps and sends what each makes visible on the wire.
class Wire {
public:
    Wire(const Trace& trace, std::ostream& out) : trace_(trace), capture_(out) {}

    void send_all() {
        for (const Step& step : trace_.steps) {
            for (const ClientState& client : step.state.clients) {
                ClientState& before = before_[client.name];
                look_at(step, client, before);
                before = client;
            }
        }
    }

private:
    /// Whether the program is the client of this connection, and the peer the server.
    bool is_server(const std::string& peer) const {
        return std::find(trace_.servers.begin(), trace_.servers.end(), peer) !=
               trace_.servers.end();
    }

    void look_at(const Step& step, const ClientState& now, const ClientState& before) {
        if (now.gone == "refused" && before.gone.empty()) {
            Connection(capture_, now.port, trace_.port).refusal(step.time);
        }
        if (now.connection.empty()) return;
        const bool by_client = !is_server(now.name);  // what the peer does
        auto [place, is_new] = connections_.try_emplace(now.name, capture_, now.port, trace_.port);
        Connection& connection = place->second;
        if (is_new) connection.handshake(step.time);
        if (now.said > before.said) connection.data(step.time, by_client, step.text);
        if (const std::string bytes = sent_to(step, now); !bytes.empty()) {
            connection.data(step.time, !by_client, bytes);
        }
        if (now.gone != before.gone && now.gone == "left") connection.fin(step.time, by_client);
        if (now.gone != before.gone && now.gone == "vanished") {
            connection.reset(step.time, by_client);
        }
        if (now.connection == before.connection) return;
        if (now.connection == "ended") connection.fin(step.time, !by_client);
        if (now.connection == "reset") connection.reset(step.time, !by_client);
    }

    /// What a call has sent to this client.
    static std::string sent_to(const Step& step, const ClientState& client) {
        const bool is_sent = sends(step) && step.kind != Step::Kind::sleeps && step.error.empty() &&
                             step.arguments.front() == "s" + client.name;
        return is_sent ? step.text.substr(0, std::stoul(step.result)) : "";
    }

    const Trace& trace_;
    Capture capture_;
    std::map<std::string, ClientState> before_;
    std::map<std::string, Connection> connections_;
};

}  // namespace

void write_pcap(const Trace& trace, std::ostream& out) { Wire(trace, out).send_all(); }

}  // namespace winsock::sim
