#pragma once
/// @file ws2tcpip.h
/// Addresses to and from text.

#include <winsock2.h>

inline constexpr int INET_ADDRSTRLEN = 22;
inline constexpr int INET6_ADDRSTRLEN = 65;

inline namespace winsock_types {
/// An IPv6 address, in network byte order. There are no IPv6 sockets here.
struct in6_addr {
    u_char s6_addr[16];
};
}  // namespace winsock_types

/// Text to an address, an in_addr for AF_INET or an in6_addr for AF_INET6. 1; 0 if the text is
/// none; -1 with WSAEAFNOSUPPORT for another family, with WSAEFAULT without `text` or `address`.
int inet_pton(int family, const char* text, void* address);
/// An address, as inet_pton() makes it, to text. NULL with WSAEAFNOSUPPORT for another family, with
/// WSAEINVAL if `size` bytes are too few, the 0 at the end among them.
const char* inet_ntop(int family, const void* address, char* text, size_t size);
