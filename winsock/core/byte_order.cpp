// Byte order: pure arithmetic, the same for every backend.

#include <winsock2.h>

#include <bit>

namespace {
constexpr bool swapped = std::endian::native == std::endian::little;
}

u_short htons(u_short host) {
    return swapped ? static_cast<u_short>((host << 8) | (host >> 8)) : host;
}

u_short ntohs(u_short network) { return htons(network); }

ULONG htonl(ULONG host) {
    if (!swapped) return host;
    return (host << 24) | ((host & 0xFF00) << 8) | ((host >> 8) & 0xFF00) | (host >> 24);
}

ULONG ntohl(ULONG network) { return htonl(network); }
