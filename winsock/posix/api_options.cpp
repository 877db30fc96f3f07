// Socket options and ioctlsocket.

#include <cstring>

#include "posix/call.h"

using namespace winsock;

namespace {

struct Option {
    int level;
    int name;
    int host_level;
    int host_name;
    bool settable;
};

const Option options[] = {
    {SOL_SOCKET, SO_ACCEPTCONN, native::sol_socket, native::so_accept_connections, false},
    {SOL_SOCKET, SO_TYPE, native::sol_socket, native::so_type, false},
    {SOL_SOCKET, SO_DEBUG, native::sol_socket, native::so_debug, true},
    {SOL_SOCKET, SO_KEEPALIVE, native::sol_socket, native::so_keep_alive, true},
    {SOL_SOCKET, SO_BROADCAST, native::sol_socket, native::so_broadcast, true},
    {SOL_SOCKET, SO_OOBINLINE, native::sol_socket, native::so_out_of_band_inline, true},
    {SOL_SOCKET, SO_SNDBUF, native::sol_socket, native::so_send_buffer, true},
    {SOL_SOCKET, SO_RCVBUF, native::sol_socket, native::so_receive_buffer, true},
    {IPPROTO_TCP, TCP_NODELAY, native::ipproto_tcp, native::tcp_no_delay, true},
};

const Option* find_option(int level, int name) {
    for (const Option& option : options) {
        if (option.level == level && option.name == name) return &option;
    }
    return nullptr;
}

bool is_buffer_size(int level, int name) {
    return level == SOL_SOCKET && (name == SO_SNDBUF || name == SO_RCVBUF);
}

int set_linger_option(Socket& socket, const char* value, int length) {
    linger wanted{};
    if (length < static_cast<int>(sizeof wanted)) return -WSAEFAULT;
    std::memcpy(&wanted, value, sizeof wanted);
    return socket.set_linger(wanted.l_onoff != 0, wanted.l_linger);
}

int get_linger_option(Socket& socket, char* value, int* length) {
    if (*length < static_cast<int>(sizeof(linger))) return -WSAEFAULT;
    bool on = false;
    int seconds = 0;
    const int error = socket.get_linger(on, seconds);
    const linger found{static_cast<u_short>(on ? 1 : 0), static_cast<u_short>(seconds)};
    std::memcpy(value, &found, sizeof found);
    *length = sizeof found;
    return error;
}

}  // namespace

int Socket::set_option(int level, int option, int value) {
    const Lock lock(mutex_);
    if (level == SOL_SOCKET && option == SO_REUSEADDR) {
        // Windows: a second socket may take the same port. Not offered; an address in TIME_WAIT is
        // free here anyway, as it is there.
        reuse_address_ = value != 0;
        return 0;
    }
    if (level == SOL_SOCKET && option == SO_EXCLUSIVEADDRUSE) {
        exclusive_address_ = value != 0;
        return 0;
    }
    const Option* known = find_option(level, option);
    if (known == nullptr || !known->settable) return -WSAENOPROTOOPT;
    return native::set_option(fd_, known->host_level, known->host_name, value);
}

int Socket::get_option(int level, int option, int& value) {
    const Lock lock(mutex_);
    if (level == SOL_SOCKET && option == SO_REUSEADDR) {
        value = reuse_address_ ? 1 : 0;
        return 0;
    }
    if (level == SOL_SOCKET && option == SO_EXCLUSIVEADDRUSE) {
        value = exclusive_address_ ? 1 : 0;
        return 0;
    }
    if (level == SOL_SOCKET && option == SO_ERROR) {
        if (state_ == State::connecting) finish_connect();
        const int error = native::take_error(fd_);
        if (error != 0) note_failure(error);
        value = pending_error_ != 0 ? pending_error_ : error;
        pending_error_ = 0;
        return 0;
    }
    const Option* known = find_option(level, option);
    if (known == nullptr) return -WSAENOPROTOOPT;
    const int error = native::get_option(fd_, known->host_level, known->host_name, value);
#ifdef __linux__
    if (is_buffer_size(level, option)) value /= 2;  // Linux tells twice of what was asked for
#endif
    return error;
}

int Socket::set_linger(bool on, int seconds) {
    const Lock lock(mutex_);
    return native::set_linger(fd_, on, seconds);
}

int Socket::get_linger(bool& on, int& seconds) {
    const Lock lock(mutex_);
    return native::get_linger(fd_, on, seconds);
}

int Socket::local_endpoint(native::Endpoint& endpoint) {
    const Lock lock(mutex_);
    if (state_ == State::idle) return -WSAEINVAL;
    return native::local_endpoint(fd_, endpoint);
}

int Socket::peer_endpoint(native::Endpoint& endpoint) {
    const Lock lock(mutex_);
    if (state_ == State::connecting) finish_connect();
    if (state_ != State::connected) return -WSAENOTCONN;
    return native::peer_endpoint(fd_, endpoint);
}

int setsockopt(SOCKET s, int level, int option, const char* value, int length) {
    return call(s, [&](Socket& socket) {
        if (value == nullptr || length < 1) return -WSAEFAULT;
        if (level == SOL_SOCKET && option == SO_LINGER) {
            return set_linger_option(socket, value, length);
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
            return socket.set_linger(number == 0, 0);
        }
        return socket.set_option(level, option, number);
    });
}

int getsockopt(SOCKET s, int level, int option, char* value, int* length) {
    return call(s, [&](Socket& socket) {
        if (value == nullptr || length == nullptr || *length < 1) return -WSAEFAULT;
        if (level == SOL_SOCKET && option == SO_LINGER) {
            return get_linger_option(socket, value, length);
        }
        int number = 0;
        int error = 0;
        if (level == SOL_SOCKET && option == SO_DONTLINGER) {
            bool on = false;
            int seconds = 0;
            error = socket.get_linger(on, seconds);
            number = on ? 0 : 1;
        } else {
            if (*length < static_cast<int>(sizeof number)) return -WSAEFAULT;
            error = socket.get_option(level, option, number);
        }
        if (error != 0) return error;
        *length = std::min(*length, static_cast<int>(sizeof number));
        std::memcpy(value, &number, static_cast<std::size_t>(*length));
        return 0;
    });
}

int ioctlsocket(SOCKET s, long command, u_long* argument) {
    return call(s, [&](Socket& socket) {
        if (argument == nullptr) return -WSAEFAULT;
        switch (command) {
            case FIONBIO: return socket.set_nonblocking(*argument != 0);
            case FIONREAD: *argument = socket.readable_bytes(); return 0;
            default: return -WSAEINVAL;
        }
    });
}
