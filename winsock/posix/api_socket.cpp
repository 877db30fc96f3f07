// The calls that make, connect and end sockets.

#include <cstdio>

#include "core/handle_table.h"
#include "posix/call.h"

using namespace winsock;

namespace {
std::atomic<int> startups{0};
}

bool winsock::is_started() { return startups.load(std::memory_order_relaxed) > 0; }

int WSAStartup(WORD version, LPWSADATA data) {
    if (data == nullptr) return WSAEFAULT;
    if (LOBYTE(version) < 1) return WSAVERNOTSUPPORTED;
    *data = {};
    data->wVersion = version > MAKEWORD(2, 2) && LOBYTE(version) >= 2 ? MAKEWORD(2, 2) : version;
    data->wHighVersion = MAKEWORD(2, 2);
    std::snprintf(data->szDescription, sizeof data->szDescription, "%s", "WinSock 2.0");
    std::snprintf(data->szSystemStatus, sizeof data->szSystemStatus, "%s", "Running");
    ++startups;
    return 0;
}

int WSACleanup() {
    if (!is_started()) return fail(WSANOTINITIALISED);
    if (startups == 1) {  // the last one closes what is still open
        for (const auto& [value, object] : HandleTable::instance().all(Object::Kind::socket)) {
            closesocket(value);
        }
    }
    int left = startups.load();
    while (left > 0 && !startups.compare_exchange_weak(left, left - 1)) {
    }
    return 0;
}

SOCKET WSASocketW(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                  DWORD) {
    int error = 0;
    if (!is_started()) {
        error = WSANOTINITIALISED;
    } else if (info != nullptr || group != 0) {
        error = WSAEINVAL;
    } else if (family != AF_INET) {
        error = WSAEAFNOSUPPORT;
    } else if (type != SOCK_STREAM && type != SOCK_DGRAM) {
        error = WSAESOCKTNOSUPPORT;
    } else if (protocol != 0 && protocol != (type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP)) {
        error = WSAEPROTONOSUPPORT;
    }
    if (error == 0) {
        const int fd = native::open(type == SOCK_STREAM);
        if (fd < 0) {
            error = -fd;
        } else if (const std::shared_ptr<Socket> socket = Socket::create(fd, type == SOCK_STREAM)) {
            return socket->handle;
        } else {
            error = WSAEMFILE;
        }
    }
    WSASetLastError(error);
    return INVALID_SOCKET;
}

SOCKET socket(int family, int type, int protocol) {
    return WSASocketW(family, type, protocol, nullptr, 0, WSA_FLAG_OVERLAPPED);
}

int bind(SOCKET s, const sockaddr* address, int length) {
    return call(s, [&](Socket& socket) {
        native::Endpoint endpoint;
        const int error = read_address(address, length, endpoint);
        return error != 0 ? error : socket.bind(endpoint);
    });
}

int listen(SOCKET s, int backlog) {
    return call(s, [&](Socket& socket) { return socket.listen(backlog); });
}

SOCKET accept(SOCKET s, sockaddr* address, int* length) {
    std::shared_ptr<Socket> taken;
    const int error = call(s, [&](Socket& socket) {
        if (!takes_address(address, length)) return -WSAEFAULT;
        native::Endpoint peer;
        const int failed = socket.accept(peer, taken);
        return failed < 0 ? failed : write_address(peer, address, length);
    });
    if (error == 0) return taken->handle.load();
    if (taken) closesocket(taken->handle.load());  // nobody would learn of its arrivals
    return INVALID_SOCKET;
}

int connect(SOCKET s, const sockaddr* address, int length) {
    return call(s, [&](Socket& socket) {
        native::Endpoint endpoint;
        const int error = read_address(address, length, endpoint);
        return error != 0 ? error : socket.connect(endpoint);
    });
}

int WSAConnect(SOCKET s, const sockaddr* address, int length, LPWSABUF caller, LPWSABUF callee,
               LPQOS sqos, LPQOS gqos) {
    if (caller != nullptr || callee != nullptr || sqos != nullptr || gqos != nullptr) {
        return fail(WSAEOPNOTSUPP);
    }
    return connect(s, address, length);
}

int shutdown(SOCKET s, int how) {
    return call(s, [&](Socket& socket) {
        switch (how) {
            case SD_RECEIVE: return socket.shutdown(native::Direction::receive);
            case SD_SEND: return socket.shutdown(native::Direction::send);
            case SD_BOTH: return socket.shutdown(native::Direction::both);
            default: return -WSAEINVAL;
        }
    });
}

int closesocket(SOCKET s) {
    // While it still has its handle: what has come so far belongs to the association that ends now.
    if (call(s, [](Socket& socket) { return socket.look(); }) != 0) return SOCKET_ERROR;
    const std::shared_ptr<Object> object = HandleTable::instance().remove(
        s, [](Object::Kind kind) { return kind == Object::Kind::socket; });
    if (!object) return fail(WSAENOTSOCK);
    static_cast<Socket&>(*object).close();
    return 0;
}

int getsockname(SOCKET s, sockaddr* address, int* length) {
    return call(s, [&](Socket& socket) {
        if (address == nullptr) return -WSAEFAULT;
        native::Endpoint endpoint;
        const int error = socket.local_endpoint(endpoint);
        return error != 0 ? error : write_address(endpoint, address, length);
    });
}

int getpeername(SOCKET s, sockaddr* address, int* length) {
    return call(s, [&](Socket& socket) {
        if (address == nullptr) return -WSAEFAULT;
        native::Endpoint endpoint;
        const int error = socket.peer_endpoint(endpoint);
        return error != 0 ? error : write_address(endpoint, address, length);
    });
}
