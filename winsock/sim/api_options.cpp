// Socket options and ioctlsocket. Most options are only kept: they change nothing in memory.

#include <algorithm>
#include <cstring>
#include <utility>

#include "sim/call.h"
#include "sim/detectors/detectors.h"
#include "sim/history.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

template <typename Operation>
int on_socket(Call& call, Api api, SOCKET s, Operation&& operation) {
    if (call.over()) return SOCKET_ERROR;
    if (call.world.startups == 0) return call.fail(WSANOTINITIALISED, SOCKET_ERROR);
    Socket* const socket = call.world.find_socket(s);
    if (socket != nullptr) return call.finish(operation(*socket));
    bad_handle(call.world, s, api);
    return call.fail(WSAENOTSOCK, SOCKET_ERROR);
}

bool is_buffer_size(int level, int option) {
    return level == SOL_SOCKET && (option == SO_SNDBUF || option == SO_RCVBUF);
}

/// The place where an option that a program may set is kept; null if there is none.
int* kept_option(Socket& socket, int level, int option) {
    if (level == IPPROTO_TCP) return option == TCP_NODELAY ? &socket.no_delay : nullptr;
    if (level != SOL_SOCKET) return nullptr;
    switch (option) {
        case SO_SNDBUF: return &socket.send_buffer;
        case SO_RCVBUF: return &socket.receive_buffer;
        case SO_DEBUG: return &socket.debug;
        case SO_KEEPALIVE: return &socket.keep_alive;
        case SO_BROADCAST: return &socket.broadcast;
        case SO_OOBINLINE: return &socket.out_of_band_inline;
        case SO_REUSEADDR: return &socket.reuse_address;
        case SO_EXCLUSIVEADDRUSE: return &socket.exclusive_address;
        default: return nullptr;
    }
}

int set_option(Socket& socket, int level, int option, const char* value, int length) {
    if (value == nullptr || length < 1) return -WSAEFAULT;
    if (level == SOL_SOCKET && option == SO_LINGER) {
        LINGER wanted{};
        if (length < static_cast<int>(sizeof wanted)) return -WSAEFAULT;
        std::memcpy(&wanted, value, sizeof wanted);
        socket.linger = wanted.l_onoff != 0;
        socket.linger_seconds = wanted.l_linger;
        return 0;
    }
    int number = 0;
    if (length >= static_cast<int>(sizeof number)) {
        std::memcpy(&number, value, sizeof number);
    } else if (is_buffer_size(level, option)) {
        return -WSAEFAULT;
    } else {
        number = *value != 0 ? 1 : 0;  // a BOOL may be one byte long
    }
    if (level == SOL_SOCKET && option == SO_DONTLINGER) {
        socket.linger = number == 0;
        socket.linger_seconds = 0;
        return 0;
    }
    int* const kept = kept_option(socket, level, option);
    if (kept == nullptr) return -WSAENOPROTOOPT;
    *kept = is_buffer_size(level, option) ? number : (number != 0 ? 1 : 0);
    return 0;
}

int option_of(Socket& socket, int level, int option, int& number) {
    if (level == SOL_SOCKET) {
        switch (option) {
            case SO_DONTLINGER: number = socket.linger ? 0 : 1; return 0;
            case SO_ERROR: number = std::exchange(socket.pending_error, 0); return 0;
            case SO_TYPE: number = socket.stream() ? SOCK_STREAM : SOCK_DGRAM; return 0;
            case SO_ACCEPTCONN:
                number = socket.state() == Socket::State::listening ? 1 : 0;
                return 0;
            default: break;
        }
    }
    const int* const kept = kept_option(socket, level, option);
    if (kept == nullptr) return -WSAENOPROTOOPT;
    number = *kept;
    return 0;
}

int get_option(Socket& socket, int level, int option, char* value, int* length) {
    if (value == nullptr || length == nullptr || *length < 1) return -WSAEFAULT;
    if (level == SOL_SOCKET && option == SO_LINGER) {
        if (*length < static_cast<int>(sizeof(LINGER))) return -WSAEFAULT;
        const LINGER now{static_cast<u_short>(socket.linger ? 1 : 0), socket.linger_seconds};
        std::memcpy(value, &now, sizeof now);
        *length = sizeof now;
        return 0;
    }
    const bool boolean = level == SOL_SOCKET && option == SO_DONTLINGER;
    if (!boolean && *length < static_cast<int>(sizeof(int))) return -WSAEFAULT;
    int number = 0;
    if (const int error = option_of(socket, level, option, number)) return error;
    *length = std::min(*length, static_cast<int>(sizeof number));
    std::memcpy(value, &number, static_cast<std::size_t>(*length));
    return 0;
}

}  // namespace

int setsockopt(SOCKET s, int level, int option, const char* value, int length) {
    Call call(Api::setsockopt, WINSOCK_SIM_HERE, s, level, option);
    return on_socket(call, Api::setsockopt, s, [&](Socket& socket) {
        return set_option(socket, level, option, value, length);
    });
}

int getsockopt(SOCKET s, int level, int option, char* value, int* length) {
    Call call(Api::getsockopt, WINSOCK_SIM_HERE, s, level, option);
    return on_socket(call, Api::getsockopt, s, [&](Socket& socket) {
        const int error = get_option(socket, level, option, value, length);
        if (error == 0) call.remember(hash_of({value, static_cast<std::size_t>(*length)}));
        return error;
    });
}

int ioctlsocket(SOCKET s, long command, u_long* argument) {
    Call call(Api::ioctlsocket, WINSOCK_SIM_HERE, s, command, argument != nullptr ? *argument : 0);
    return on_socket(call, Api::ioctlsocket, s, [&](Socket& socket) {
        if (argument == nullptr) return -WSAEFAULT;
        switch (command) {
            case FIONBIO: return socket.set_nonblocking(*argument != 0);
            case FIONREAD:
                *argument = static_cast<u_long>(socket.readable_bytes());
                call.remember(*argument);
                return 0;
            default: return -WSAEINVAL;
        }
    });
}
