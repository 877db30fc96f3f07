#include "posix/native.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "posix/errors.h"

namespace winsock::native {

const int sol_socket = SOL_SOCKET, ipproto_tcp = IPPROTO_TCP;
const int so_accept_connections = SO_ACCEPTCONN, so_keep_alive = SO_KEEPALIVE,
          so_broadcast = SO_BROADCAST, so_out_of_band_inline = SO_OOBINLINE,
          so_send_buffer = SO_SNDBUF, so_receive_buffer = SO_RCVBUF, so_error = SO_ERROR,
          so_type = SO_TYPE, so_debug = SO_DEBUG, tcp_no_delay = TCP_NODELAY;

namespace {

#ifdef MSG_NOSIGNAL
constexpr int no_signal = MSG_NOSIGNAL;
#else
constexpr int no_signal = 0;  // macOS: SO_NOSIGPIPE, set when the socket is made
#endif

int failure() { return -winsock_error(errno); }

int result(int value) { return value < 0 ? failure() : value; }

sockaddr_in to_host(const Endpoint& endpoint) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = endpoint.address;
    address.sin_port = endpoint.port;
    return address;
}

Endpoint from_host(const sockaddr_in& address) {
    return {address.sin_addr.s_addr, address.sin_port};
}

sockaddr* generic(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

int prepare(int fd) {
#ifndef __linux__
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
#endif
#ifdef SO_NOSIGPIPE
    set_option(fd, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
    return fd;
}

constexpr std::size_t most_buffers = 64;

std::size_t fill(std::span<const Buffer> buffers, std::array<iovec, most_buffers>& vectors) {
    const std::size_t count = std::min(buffers.size(), most_buffers);
    for (std::size_t i = 0; i < count; ++i) vectors[i] = {buffers[i].data, buffers[i].size};
    return count;
}

int host_flags(Flags flags) {
    return (flags.out_of_band ? MSG_OOB : 0) | (flags.peek ? MSG_PEEK : 0) | no_signal;
}

}  // namespace

int open(bool stream) {
    const int type = stream ? SOCK_STREAM : SOCK_DGRAM;
#ifdef __linux__
    const int fd = ::socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
#else
    const int fd = ::socket(AF_INET, type, 0);
#endif
    return fd < 0 ? failure() : prepare(fd);
}

void close(int fd) { ::close(fd); }

int bind(int fd, const Endpoint& endpoint, bool stream) {
    // An address in TIME_WAIT is free on Windows. For a stream socket that is what SO_REUSEADDR
    // means here; a second listener is refused all the same.
    if (stream) set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    sockaddr_in address = to_host(endpoint);
    return result(::bind(fd, generic(address), sizeof address));
}

int listen(int fd, int backlog) { return result(::listen(fd, backlog)); }

int accept(int fd, Endpoint& peer) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    for (;;) {
#ifdef __linux__
        const int taken = ::accept4(fd, generic(address), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
#else
        const int taken = ::accept(fd, generic(address), &length);
#endif
        if (taken < 0 && (errno == EINTR || errno == ECONNABORTED)) continue;
        if (taken < 0) return failure();
        peer = from_host(address);
        return prepare(taken);
    }
}

int connect(int fd, const Endpoint& endpoint) {
    sockaddr_in address = to_host(endpoint);
    return result(::connect(fd, generic(address), sizeof address));
}

int shutdown(int fd, Direction direction) {
    const int how = direction == Direction::receive ? SHUT_RD
                    : direction == Direction::send  ? SHUT_WR
                                                    : SHUT_RDWR;
    return result(::shutdown(fd, how));
}

void reset(int fd) {
    sockaddr nobody{};
    nobody.sa_family = AF_UNSPEC;
    ::connect(fd, &nobody, sizeof nobody);
}

namespace {

// Several buffers, or an address: with a frame of its own, because 64 buffers take a kilobyte of
// stack, and nearly every call has one buffer and no address.
[[gnu::noinline]] ssize_t send_message(int fd, std::span<const Buffer> buffers, Flags flags,
                                       const Endpoint* to) {
    std::array<iovec, most_buffers> vectors;
    sockaddr_in address = to_host(to != nullptr ? *to : Endpoint{});
    msghdr message{};
    message.msg_name = to != nullptr ? &address : nullptr;
    message.msg_namelen = to != nullptr ? sizeof address : 0;
    message.msg_iov = vectors.data();
    message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(fill(buffers, vectors));
    return ::sendmsg(fd, &message, host_flags(flags));
}

[[gnu::noinline]] ssize_t receive_message(int fd, std::span<const Buffer> buffers, Flags flags,
                                          Endpoint* from, bool& truncated) {
    std::array<iovec, most_buffers> vectors;
    sockaddr_in address{};
    msghdr message{};
    message.msg_name = &address;
    message.msg_namelen = sizeof address;
    message.msg_iov = vectors.data();
    message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(fill(buffers, vectors));
    const ssize_t received = ::recvmsg(fd, &message, host_flags(flags));
    if (from != nullptr) *from = from_host(address);
    truncated = (message.msg_flags & MSG_TRUNC) != 0;
    return received;
}

}  // namespace

int send(int fd, std::span<const Buffer> buffers, Flags flags, const Endpoint* to) {
    const bool plain = buffers.size() == 1 && to == nullptr;
    ssize_t sent = 0;
    do {
        sent = plain ? ::send(fd, buffers[0].data, buffers[0].size, host_flags(flags))
                     : send_message(fd, buffers, flags, to);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? failure() : static_cast<int>(sent);
}

int receive(int fd, std::span<const Buffer> buffers, Flags flags, Endpoint* from, bool& truncated) {
    truncated = false;
    const bool plain = buffers.size() == 1 && from == nullptr;
    ssize_t received = 0;
    do {
        received = plain ? ::recv(fd, buffers[0].data, buffers[0].size, host_flags(flags))
                         : receive_message(fd, buffers, flags, from, truncated);
    } while (received < 0 && errno == EINTR);
    return received < 0 ? failure() : static_cast<int>(received);
}

std::size_t waiting(int fd, bool listening) {
    if (listening) {
#ifdef __linux__
        tcp_info info{};
        socklen_t length = sizeof info;
        if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) == 0) return info.tcpi_unacked;
#endif
        return readiness(fd).readable ? 1 : 0;
    }
    int bytes = 0;
    return ::ioctl(fd, FIONREAD, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

int take_error(int fd) {
    int error = 0;
    return get_option(fd, SOL_SOCKET, SO_ERROR, error) == 0 && error != 0 ? winsock_error(error)
                                                                          : 0;
}

int local_endpoint(int fd, Endpoint& endpoint) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (::getsockname(fd, generic(address), &length) < 0) return failure();
    endpoint = from_host(address);
    return 0;
}

int peer_endpoint(int fd, Endpoint& endpoint) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (::getpeername(fd, generic(address), &length) < 0) return failure();
    endpoint = from_host(address);
    return 0;
}

int set_option(int fd, int level, int option, int value) {
    return result(::setsockopt(fd, level, option, &value, sizeof value));
}

int get_option(int fd, int level, int option, int& value) {
    socklen_t length = sizeof value;
    return result(::getsockopt(fd, level, option, &value, &length));
}

int set_linger(int fd, bool on, int seconds) {
    const linger value{on ? 1 : 0, seconds};
    return result(::setsockopt(fd, SOL_SOCKET, SO_LINGER, &value, sizeof value));
}

int get_linger(int fd, bool& on, int& seconds) {
    linger value{};
    socklen_t length = sizeof value;
    const int error = result(::getsockopt(fd, SOL_SOCKET, SO_LINGER, &value, &length));
    on = value.l_onoff != 0;
    seconds = value.l_linger;
    return error;
}

Readiness readiness(int fd) {
    pollfd query{fd, POLLIN | POLLOUT | POLLPRI, 0};
#ifdef POLLRDHUP
    query.events |= POLLRDHUP;
#endif
    ::poll(&query, 1, 0);
    Readiness ready{};
    ready.readable = (query.revents & POLLIN) != 0;
    ready.writable = (query.revents & POLLOUT) != 0;
    ready.urgent = (query.revents & POLLPRI) != 0;
#ifdef POLLRDHUP
    ready.peer_closed = (query.revents & POLLRDHUP) != 0;
#else
    ready.peer_closed = ready.readable && waiting(fd, false) == 0 && fin_is_next(fd);
#endif
    ready.failed = (query.revents & (POLLERR | POLLHUP)) != 0;
    return ready;
}

bool fin_is_next(int fd) {
    char byte = 0;
    return ::recv(fd, &byte, 1, MSG_PEEK) == 0;
}

}  // namespace winsock::native
