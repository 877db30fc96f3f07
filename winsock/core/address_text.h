#pragma once

#include <cstdint>
#include <string>

namespace winsock::native {

/// Text to an IPv4 or IPv6 address in network byte order. False if it is none.
bool to_address(bool six, const char* text, void* address);
std::string to_text(bool six, const void* address);
/// As inet_addr reads it: one to four numbers, decimal, octal or hexadecimal.
bool dotted_to_address(const char* text, std::uint32_t& address);

}  // namespace winsock::native
