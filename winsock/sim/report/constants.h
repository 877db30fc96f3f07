#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/api.h"

namespace winsock::sim {

// Numbers, by the names that they have in a program.

/// "10035 WSAEWOULDBLOCK": what `api` failed with. "" for 0.
std::string error_text(Api api, int error);

/// "FD_READ|FD_CLOSE". "" for none.
std::string events_text(long bits);
const char* event_text(int bit);

/// A number that `api` was given as its argument in this place, counted from 0:
/// "SOCK_STREAM", "SD_SEND", "MSG_PEEK", or its digits.
std::string number_text(Api api, std::size_t place, std::int64_t number);

/// Whether this is one of Winsock's own functions: its constants begin with WSA_ then.
bool is_winsock(Api api);

}  // namespace winsock::sim
