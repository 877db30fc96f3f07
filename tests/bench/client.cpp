#include "client.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr unsigned last_address = 254;

sockaddr_in loopback(unsigned last_byte, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(0x7f000000U + last_byte);
    return address;
}

void set(int descriptor, int level, int option, const void* value, socklen_t size) {
    if (setsockopt(descriptor, level, option, value, size) != 0) fail_errno("setsockopt");
}

// The port is chosen when it connects, so that servers on other ports do not use it up.
void connect_from(int descriptor, unsigned last_byte) {
    const int on = 1;
    set(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const sockaddr_in source = loopback(last_byte, 0);
    if (bind(descriptor, reinterpret_cast<const sockaddr*>(&source), sizeof source) != 0)
        fail_errno("bind to 127.0.0." + std::to_string(last_byte));
}

}  // namespace

void fail(const std::string& what) { throw std::runtime_error(what); }

void fail_errno(const std::string& what) { fail(what + ": " + std::strerror(errno)); }

bool Connector::next_address() {
    from_this_address_ = 0;
    return ++address_ <= last_address;
}

// The server may still be on its way to listen().
int Connector::connected_socket() {
    if (from_this_address_ == most_for_an_address_ && !next_address())
        fail("there is no source address left");
    const sockaddr_in server = loopback(1, port_);
    for (const auto give_up = Clock::now() + patience_;;) {
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (descriptor < 0) fail_errno("socket");
        if (address_ > 1) connect_from(descriptor, address_);
        if (connect(descriptor, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0) {
            ++from_this_address_;
            return descriptor;
        }
        const int error = errno;
        close(descriptor);
        if (error == EADDRNOTAVAIL && next_address()) continue;
        errno = error;
        if (error != ECONNREFUSED || Clock::now() > give_up)
            fail_errno("connect to port " + std::to_string(port_));
        usleep(10'000);
    }
}

Client Connector::connected_client(std::size_t number) {
    Client client;
    client.descriptor = connected_socket();
    client.number = number;
    const int on = 1;
    set(client.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // Leave by reset: thousands of sockets in TIME_WAIT would be a load on the next run.
    const linger reset{1, 0};
    set(client.descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    const timeval limit{patience_.count(), 0};
    set(client.descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    send_next(client, Clock::now());
    while (!receive_echo(client, 0)) {
    }
    return client;
}

void send_next(Client& client, Clock::time_point now) {
    const std::uint64_t header[] = {client.number, ++client.sent};
    std::memcpy(client.message.data(), header, sizeof header);
    std::memset(client.message.data() + sizeof header, static_cast<int>('!' + client.sent % 90),
                message_size - sizeof header);
    client.message.back() = '\n';  // for servers that answer by lines
    client.received = 0;
    client.sent_at = now;
    const ssize_t size = send(client.descriptor, client.message.data(), message_size, MSG_NOSIGNAL);
    if (size != static_cast<ssize_t>(message_size))
        fail_errno("client " + std::to_string(client.number) + ": send");
}

bool receive_echo(Client& client, int flags) {
    char buffer[2 * message_size];
    const ssize_t size = recv(client.descriptor, buffer, sizeof buffer, flags);
    if (size > 0 && client.received + static_cast<std::size_t>(size) <= message_size &&
        std::memcmp(client.message.data() + client.received, buffer,
                    static_cast<std::size_t>(size)) == 0) {
        client.received += static_cast<std::size_t>(size);
        return client.received == message_size;
    }
    const std::string name = "client " + std::to_string(client.number);
    if (size == 0) fail(name + ": the server closed the connection");
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        if (flags & MSG_DONTWAIT) return false;
        fail(name + ": no echo in time after connecting");
    }
    if (size < 0) fail_errno(name + ": recv");
    if (client.received + static_cast<std::size_t>(size) > message_size)
        fail(name + ": more bytes came back than were sent");
    fail(name + ": echo " + std::to_string(client.sent) + " differs from what was sent");
}

void expect_still_connected(const Client& client) {
    char byte = 0;
    const std::string name = "client " + std::to_string(client.number);
    const ssize_t size = recv(client.descriptor, &byte, 1, MSG_DONTWAIT);
    if (size > 0) fail(name + ": more bytes came back than were sent");
    if (size == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
        fail(name + " was dropped by the server");
}
