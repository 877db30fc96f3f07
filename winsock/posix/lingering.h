#pragma once

#include <cstdint>
#include <memory>

namespace winsock {

class Poller;
class Socket;

/// Sockets that hold something which was sent and which the system has not taken yet. Winsock still
/// delivers it when the socket is closed and when its thread or main() returns, within a few
/// seconds.
class Lingering {
public:
    static void add(std::uint32_t serial, std::shared_ptr<Socket> socket);
    static void remove(std::uint32_t serial);
    /// Null if there is none.
    static std::shared_ptr<Socket> find(std::uint32_t serial);
    /// Sends on, as far as it goes without waiting, for those that nobody polls for any more.
    static void flush();
    /// Waits, within limits, until what is left of those that `home` reports has gone out: its
    /// thread ends, and nobody would poll for them any more.
    static void deliver(const Poller& home);
};

}  // namespace winsock
