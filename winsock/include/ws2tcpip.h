#pragma once
/// @file ws2tcpip.h
/// Addresses to and from text.

#include <winsock2.h>

inline constexpr int INET_ADDRSTRLEN = 22;
inline constexpr int INET6_ADDRSTRLEN = 65;

inline namespace winsock_types {
struct in6_addr {
    u_char s6_addr[16];
};
}  // namespace winsock_types

/// Text to an address, AF_INET or AF_INET6. 1; 0 if it is not one; -1 with WSAEAFNOSUPPORT.
int inet_pton(int family, const char* text, void* address);
/// An address to text; NULL with WSAEAFNOSUPPORT, or WSAEINVAL if `size` bytes are too few.
const char* inet_ntop(int family, const void* address, char* text, size_t size);
