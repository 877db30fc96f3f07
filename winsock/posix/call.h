#pragma once

#include <winsock2.h>

#include <new>

#include "posix/wait_set.h"

namespace winsock {

/// True between WSAStartup() and the last WSACleanup().
bool is_started();

/// Ends a Winsock call that failed.
inline int fail(int error) {
    WSASetLastError(error);
    return SOCKET_ERROR;
}

/// Turns what an operation returned, a value or minus an error number, into a call's result.
inline int finish(int value) { return value < 0 ? fail(-value) : value; }

/// Runs `operation(socket)` for a call on `s`: with Winsock started, and a socket by that name.
template <typename Operation>
int call(SOCKET s, Operation&& operation) {
    if (!is_started()) return fail(WSANOTINITIALISED);
    Socket* const socket = WaitSet::current().known_sockets.find(s);
    if (socket == nullptr) return fail(WSAENOTSOCK);
    try {
        return finish(operation(*socket));
    } catch (const std::bad_alloc&) {
        return fail(WSAENOBUFS);
    }
}

/// Reads an IPv4 address that a program passed. 0, or minus an error number.
inline int read_address(const sockaddr* address, int length, native::Endpoint& endpoint) {
    if (address == nullptr || length < static_cast<int>(sizeof(sockaddr_in))) return -WSAEFAULT;
    const auto* in = reinterpret_cast<const sockaddr_in*>(address);
    if (in->sin_family != AF_INET) return -WSAEAFNOSUPPORT;
    endpoint = {in->sin_addr.S_un.S_addr, in->sin_port};
    return 0;
}

/// Whether a program that wants an address has room for it; true if it wants none.
inline bool takes_address(const sockaddr* address, const int* length) {
    return address == nullptr ||
           (length != nullptr && *length >= static_cast<int>(sizeof(sockaddr_in)));
}

/// Writes an address where a program wants it, if it wants it. 0, or minus an error number.
inline int write_address(const native::Endpoint& endpoint, sockaddr* address, int* length) {
    if (!takes_address(address, length)) return -WSAEFAULT;
    if (address == nullptr) return 0;
    auto* in = reinterpret_cast<sockaddr_in*>(address);
    *in = {};
    in->sin_family = AF_INET;
    in->sin_addr.S_un.S_addr = endpoint.address;
    in->sin_port = endpoint.port;
    *length = sizeof(sockaddr_in);
    return 0;
}

}  // namespace winsock
