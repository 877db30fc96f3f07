// Addresses to and from text, as Winsock spells them.

#include <ws2tcpip.h>

#include <cstring>

#include "core/address_text.h"

using namespace winsock;

ULONG inet_addr(const char* text) {
    std::uint32_t address = 0;
    return text != nullptr && native::dotted_to_address(text, address) ? address : INADDR_NONE;
}

char* inet_ntoa(in_addr address) {
    thread_local char text[INET_ADDRSTRLEN];
    const std::string written = native::to_text(false, &address);
    std::memcpy(text, written.c_str(), written.size() + 1);  // at most 15 characters
    return text;
}

int inet_pton(int family, const char* text, void* address) {
    if (family != AF_INET && family != AF_INET6) {
        WSASetLastError(WSAEAFNOSUPPORT);
        return -1;
    }
    if (text == nullptr || address == nullptr) {
        WSASetLastError(WSAEFAULT);
        return -1;
    }
    return native::to_address(family == AF_INET6, text, address) ? 1 : 0;
}

const char* inet_ntop(int family, const void* address, char* text, size_t size) {
    if (family != AF_INET && family != AF_INET6) {
        WSASetLastError(WSAEAFNOSUPPORT);
        return nullptr;
    }
    const std::string written = native::to_text(family == AF_INET6, address);
    if (written.size() + 1 > size) {
        WSASetLastError(WSAEINVAL);
        return nullptr;
    }
    std::memcpy(text, written.c_str(), written.size() + 1);
    return text;
}
