// Addresses to and from text: the system's own functions, under Winsock's numbers. It cannot
// include winsock2.h beside the system's headers, so what it offers is declared here and in native
// terms.

#include <arpa/inet.h>

#include <cstdint>
#include <string>

#include "core/address_text.h"

namespace winsock::native {

bool to_address(bool six, const char* text, void* address) {
    return ::inet_pton(six ? AF_INET6 : AF_INET, text, address) == 1;
}

std::string to_text(bool six, const void* address) {
    char text[INET6_ADDRSTRLEN];
    return ::inet_ntop(six ? AF_INET6 : AF_INET, address, text, sizeof text);
}

bool dotted_to_address(const char* text, std::uint32_t& address) {
    in_addr found{};
    if (::inet_aton(text, &found) == 0) return false;
    address = found.s_addr;
    return true;
}

}  // namespace winsock::native
