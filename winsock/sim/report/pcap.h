#pragma once

#include <ostream>

#include "sim/report/trace.h"

namespace winsock::sim {

/// What the clients and the server said to each other, as a capture file for Wireshark: handshakes,
/// data, FIN and RST of every connection, between loopback addresses, with virtual time stamps.
/// Classic libpcap format, microseconds, raw IPv4. `out` must be binary. The same recording always
/// gives the same bytes.
void write_pcap(const Trace& trace, std::ostream& out);

}  // namespace winsock::sim
