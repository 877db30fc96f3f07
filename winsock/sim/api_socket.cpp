// The calls that make, connect and end sockets.

#include <string_view>

#include "sim/call.h"
#include "sim/detectors/detectors.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

/// Reads an IPv4 address that a program passed. 0, or minus an error number.
int read_address(const sockaddr* address, int length, Endpoint& endpoint) {
    if (address == nullptr || length < static_cast<int>(sizeof(sockaddr_in))) return -WSAEFAULT;
    const auto* in = reinterpret_cast<const sockaddr_in*>(address);
    if (in->sin_family != AF_INET) return -WSAEAFNOSUPPORT;
    endpoint = {in->sin_addr.S_un.S_addr, in->sin_port};
    return 0;
}

/// Writes an address where a program wants it, if it wants it. 0, or minus an error number.
int write_address(const Endpoint& endpoint, sockaddr* address, int* length) {
    if (address == nullptr) return 0;
    if (length == nullptr || *length < static_cast<int>(sizeof(sockaddr_in))) return -WSAEFAULT;
    auto* in = reinterpret_cast<sockaddr_in*>(address);
    *in = {};
    in->sin_family = AF_INET;
    in->sin_addr.S_un.S_addr = endpoint.address;
    in->sin_port = endpoint.port;
    *length = sizeof(sockaddr_in);
    return 0;
}

u_short port_of(const sockaddr* address, int length) {
    Endpoint endpoint;
    return read_address(address, length, endpoint) == 0 ? ntohs(endpoint.port) : u_short{0};
}

/// Runs `operation(socket)`: with Winsock started, and a socket by that name.
template <typename Operation>
int on_socket(Call& call, Api api, SOCKET s, Operation&& operation) {
    if (call.over()) return SOCKET_ERROR;
    if (call.world.startups == 0) return call.fail(WSANOTINITIALISED, SOCKET_ERROR);
    Socket* const socket = call.world.find_socket(s);
    if (socket == nullptr) {
        bad_handle(call.world, s, api);
        return call.fail(WSAENOTSOCK, SOCKET_ERROR);
    }
    return call.finish(operation(*socket));
}

}  // namespace

int WSAStartup(WORD version, LPWSADATA data) {
    Call call(Api::WSAStartup, WINSOCK_SIM_HERE, version);
    if (call.over()) return WSANOTINITIALISED;
    if (data == nullptr) return call.done(WSAEFAULT);
    if (LOBYTE(version) < 1) return call.done(WSAVERNOTSUPPORTED);
    *data = {};
    data->wVersion = version > MAKEWORD(2, 2) && LOBYTE(version) >= 2 ? MAKEWORD(2, 2) : version;
    data->wHighVersion = MAKEWORD(2, 2);
    // *data is full of zeroes: these have an end.
    std::string_view("WinSock 2.0").copy(data->szDescription, sizeof data->szDescription - 1);
    std::string_view("Running").copy(data->szSystemStatus, sizeof data->szSystemStatus - 1);
    ++call.world.startups;
    return call.done(0);
}

int WSACleanup() {
    Call call(Api::WSACleanup, WINSOCK_SIM_HERE);
    if (call.over()) return 0;
    if (call.world.startups == 0) return call.fail(WSANOTINITIALISED, SOCKET_ERROR);
    if (--call.world.startups == 0) {  // the last one closes what is still open
        for (const auto& [value, object] : call.world.handles.all(Object::Kind::socket)) {
            call.world.handles.remove(
                value, [](Object::Kind kind) { return kind == Object::Kind::socket; });
            static_cast<Socket&>(*object).close();
        }
    }
    return call.done(0);
}

SOCKET WSASocketW(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                  DWORD) {
    Call call(Api::socket, WINSOCK_SIM_HERE, family, type, protocol);
    if (call.over()) return INVALID_SOCKET;
    if (call.world.startups == 0) return call.fail(WSANOTINITIALISED, INVALID_SOCKET);
    if (info != nullptr || group != 0) return call.fail(WSAEINVAL, INVALID_SOCKET);
    if (family != AF_INET) return call.fail(WSAEAFNOSUPPORT, INVALID_SOCKET);
    if (type != SOCK_STREAM && type != SOCK_DGRAM) {
        return call.fail(WSAESOCKTNOSUPPORT, INVALID_SOCKET);
    }
    if (protocol != 0 && protocol != (type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP)) {
        return call.fail(WSAEPROTONOSUPPORT, INVALID_SOCKET);
    }
    if (call.world.unlucky(Misfortune::socket_fails)) return call.fail(WSAENOBUFS, INVALID_SOCKET);
    const HandleValue value = call.world.give_handle(call.world.make_socket(type == SOCK_STREAM));
    if (value == 0) return call.fail(WSAEMFILE, INVALID_SOCKET);
    return call.done(static_cast<SOCKET>(value));
}

SOCKET socket(int family, int type, int protocol) {
    return WSASocketW(family, type, protocol, nullptr, 0, WSA_FLAG_OVERLAPPED);
}

int bind(SOCKET s, const sockaddr* address, int length) {
    Call call(Api::bind, WINSOCK_SIM_HERE, s, port_of(address, length));
    return on_socket(call, Api::bind, s, [&](Socket& socket) {
        Endpoint endpoint;
        if (const int error = read_address(address, length, endpoint)) return error;
        if (call.world.unlucky(Misfortune::bind_fails)) return -WSAENOBUFS;
        return socket.bind(endpoint);
    });
}

int listen(SOCKET s, int backlog) {
    Call call(Api::listen, WINSOCK_SIM_HERE, s, backlog);
    return on_socket(call, Api::listen, s, [&](Socket& socket) { return socket.listen(backlog); });
}

SOCKET accept(SOCKET s, sockaddr* address, int* length) {
    Call call(Api::accept, WINSOCK_SIM_HERE, s);
    if (call.over()) return INVALID_SOCKET;
    if (call.world.startups == 0) return call.fail(WSANOTINITIALISED, INVALID_SOCKET);
    Socket* const listener = call.world.find_socket(s);
    if (listener == nullptr) {
        bad_handle(call.world, s, Api::accept);
        return call.fail(WSAENOTSOCK, INVALID_SOCKET);
    }
    const bool too_short = address != nullptr &&
                           (length == nullptr || *length < static_cast<int>(sizeof(sockaddr_in)));
    if (too_short) return call.fail(WSAEFAULT, INVALID_SOCKET);
    if (!listener->backlog().empty() && call.world.unlucky(Misfortune::accept_fails)) {
        listener->accept_in_vain();
        return call.fail(WSAENOBUFS, INVALID_SOCKET);
    }
    std::shared_ptr<Socket> taken;
    if (const int error = listener->accept(taken)) return call.fail(-error, INVALID_SOCKET);
    write_address(taken->remote(), address, length);
    const HandleValue value = call.world.give_handle(taken);
    if (value == 0) return call.fail(WSAEMFILE, INVALID_SOCKET);
    if (taken->client != nullptr) taken->client->was_accepted();
    return call.done(static_cast<SOCKET>(value));
}

int connect(SOCKET s, const sockaddr* address, int length) {
    Call call(Api::connect, WINSOCK_SIM_HERE, s, port_of(address, length));
    return on_socket(call, Api::connect, s, [&](Socket& socket) {
        Endpoint endpoint;
        const int error = read_address(address, length, endpoint);
        return error != 0 ? error : socket.connect(endpoint);
    });
}

int WSAConnect(SOCKET s, const sockaddr* address, int length, LPWSABUF caller, LPWSABUF callee,
               LPQOS sqos, LPQOS gqos) {
    if (caller == nullptr && callee == nullptr && sqos == nullptr && gqos == nullptr) {
        return connect(s, address, length);
    }
    WSASetLastError(WSAEOPNOTSUPP);
    return SOCKET_ERROR;
}

int shutdown(SOCKET s, int how) {
    Call call(Api::shutdown, WINSOCK_SIM_HERE, s, how);
    if (call.over()) return 0;
    return on_socket(call, Api::shutdown, s, [&](Socket& socket) {
        if (how < SD_RECEIVE || how > SD_BOTH) return -WSAEINVAL;
        return socket.shutdown(how != SD_SEND, how != SD_RECEIVE);
    });
}

int closesocket(SOCKET s) {
    Call call(Api::closesocket, WINSOCK_SIM_HERE, s);
    if (call.over()) return 0;
    if (call.world.startups == 0) {
        bad_handle(call.world, s, Api::closesocket);  // the last WSACleanup has closed it
        return call.fail(WSANOTINITIALISED, SOCKET_ERROR);
    }
    const std::shared_ptr<Object> object = call.world.handles.remove(
        s, [](Object::Kind kind) { return kind == Object::Kind::socket; });
    if (!object) {
        bad_handle(call.world, s, Api::closesocket);
        return call.fail(WSAENOTSOCK, SOCKET_ERROR);
    }
    static_cast<Socket&>(*object).close();
    return call.done(0);
}

int getsockname(SOCKET s, sockaddr* address, int* length) {
    Call call(Api::getsockname, WINSOCK_SIM_HERE, s);
    return on_socket(call, Api::getsockname, s, [&](Socket& socket) {
        if (address == nullptr) return -WSAEFAULT;
        if (socket.state() == Socket::State::idle) return -WSAEINVAL;
        return write_address(socket.local(), address, length);
    });
}

int getpeername(SOCKET s, sockaddr* address, int* length) {
    Call call(Api::getpeername, WINSOCK_SIM_HERE, s);
    return on_socket(call, Api::getpeername, s, [&](Socket& socket) {
        if (address == nullptr) return -WSAEFAULT;
        if (!socket.connected()) return -WSAENOTCONN;
        return write_address(socket.remote(), address, length);
    });
}
