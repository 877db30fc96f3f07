#pragma once

#include <cstdint>
#include <memory>

namespace winsock {

class Poller;
class Socket;

/// Sockets that were closed before the system took everything that was sent. Winsock still delivers
/// it, so they live here until it has gone out, or at most a few seconds after their thread, or
/// main(), has returned.
class Lingering {
public:
    static void add(std::uint32_t serial, std::shared_ptr<Socket> socket);
    /// Null if there is none.
    static std::shared_ptr<Socket> find(std::uint32_t serial);
    /// Sends on, as far as it goes without waiting, for those that nobody polls for any more.
    static void flush();
    /// Waits, within limits, until what is left of those that `home` reports has gone out: its
    /// thread ends, and nobody would poll for them any more.
    static void deliver(const Poller& home);
    /// From now on main()'s return waits, within limits, for what was sent to go out.
    static void deliver_at_exit();
};

}  // namespace winsock
