#pragma once

#include <array>
#include <memory>

#include "posix/socket.h"

namespace winsock {

/// The sockets that one thread has named lately.
///
/// A server names the same few sockets again and again: an enumeration, a recv and a send for one
/// message. The table of handles is shared, so asking it means to lock a place and to count a
/// reference. Who finds the socket here does neither.
class KnownSockets {
public:
    /// The socket of this name, or null. It stays until this thread's next call names another one:
    /// calls do not nest, and what they do on the way only looks (see known()).
    Socket* find(SOCKET handle) {
        std::shared_ptr<Socket>& place = places_[handle / 4 % count];
        if (!names(place, handle)) place = Socket::find(handle);
        return place.get();
    }

    /// The same if it is here, and null if not: changes nothing.
    Socket* known(SOCKET handle) const {
        const std::shared_ptr<Socket>& place = places_[handle / 4 % count];
        return names(place, handle) ? place.get() : nullptr;
    }

private:
    /// Twice as many as a wait takes, because sockets and their events take turns in the table; and
    /// a prime, so that sockets which are dealt out to threads in turn do not meet in one place.
    static constexpr std::size_t count = 127;

    // A socket that was closed has the handle 0, so it is never taken for its successor.
    static bool names(const std::shared_ptr<Socket>& place, SOCKET handle) {
        return place && handle != 0 && place->handle.load(std::memory_order_acquire) == handle;
    }

    std::array<std::shared_ptr<Socket>, count> places_;
};

}  // namespace winsock
