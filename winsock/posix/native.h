#pragma once
/// The operating system's own sockets, in words that don't collide with Winsock's: this header and
/// native.cpp know both worlds' numbers, and nothing else includes a system socket header.
///
/// Where a function can fail it returns minus a Winsock error number, never errno.

#include <cstddef>
#include <cstdint>
#include <span>

namespace winsock::native {

/// An IPv4 address and port, both in network byte order.
struct Endpoint {
    std::uint32_t address = 0;
    std::uint16_t port = 0;
};

struct Buffer {
    char* data;
    std::size_t size;
};

/// What poll or epoll says of a socket.
struct Readiness {
    bool readable;
    bool writable;
    bool urgent;       ///< an out-of-band byte waits
    bool peer_closed;  ///< a FIN has come
    bool failed;       ///< an error, or both directions are closed
};

struct Flags {
    bool out_of_band = false;
    bool peek = false;
};

/// The host's numbers for what setsockopt and getsockopt name.
extern const int sol_socket, ipproto_tcp;
extern const int so_accept_connections, so_keep_alive, so_broadcast, so_out_of_band_inline,
    so_send_buffer, so_receive_buffer, so_error, so_type, so_debug, tcp_no_delay;

enum class Direction { receive, send, both };

/// A nonblocking socket that a child process does not inherit. The descriptor, or -error.
int open(bool stream);
void close(int fd);
int bind(int fd, const Endpoint& endpoint, bool stream);
int listen(int fd, int backlog);
int accept(int fd, Endpoint& peer);
/// 0 if connected at once, -WSAEWOULDBLOCK if it goes on.
int connect(int fd, const Endpoint& endpoint);
int shutdown(int fd, Direction direction);
/// Ends a connection with a RST; the descriptor stays. Where the system cannot do that (others than
/// Linux), the RST goes out when it is closed with bytes unread.
void reset(int fd);
/// Bytes, or -error. At most the first 64 buffers are used.
int send(int fd, std::span<const Buffer> buffers, Flags flags, const Endpoint* to);
/// Bytes, or -error; `truncated` tells that a datagram was longer than the buffers.
int receive(int fd, std::span<const Buffer> buffers, Flags flags, Endpoint* from, bool& truncated);

/// How much waits: bytes, or on a listening socket connections (1 for "some" where the system
/// does not count them). For a datagram socket, the size of the next one.
std::size_t waiting(int fd, bool listening);
/// The pending error as a Winsock number, 0 if none; asking takes it.
int take_error(int fd);
int local_endpoint(int fd, Endpoint& endpoint);
int peer_endpoint(int fd, Endpoint& endpoint);
int set_option(int fd, int level, int option, int value);
int get_option(int fd, int level, int option, int& value);
int set_linger(int fd, bool on, int seconds);
int get_linger(int fd, bool& on, int& seconds);

/// What a socket is ready for now.
Readiness readiness(int fd);
/// True if the peer's FIN is the next thing to read.
bool fin_is_next(int fd);

}  // namespace winsock::native
