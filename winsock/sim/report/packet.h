#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace winsock::sim {

/// What distinguishes the TCP headers that are made here.
struct Tcp {
    static constexpr unsigned fin = 1;
    static constexpr unsigned syn = 2;
    static constexpr unsigned rst = 4;
    static constexpr unsigned push = 8;
    static constexpr unsigned ack = 16;

    std::uint16_t from_port;
    std::uint16_t to_port;
    std::uint32_t sequence;
    std::uint32_t acknowledged;
    unsigned flags;
};

/// An IPv4 packet from 127.0.0.1 to itself that holds this segment, with its checksums. The payload
/// has at most 65495 bytes.
std::string tcp_packet(const Tcp& tcp, std::string_view payload);

}  // namespace winsock::sim
