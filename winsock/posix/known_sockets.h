#pragma once

#include <array>
#include <memory>

#include "posix/socket.h"

namespace winsock {

/// The sockets that one thread has named lately.
///
/// A server names the same few sockets again and again: a report, an enumeration, a recv and a send
/// for one message. The table of handles is shared, so asking it means to lock a place and to count
/// a reference. Who finds the socket here does neither.
class KnownSockets {
public:
    /// A socket for the length of one call. It is moved out of its place meanwhile, so whatever
    /// else the call looks up cannot take it away.
    class Use {
    public:
        Use(KnownSockets& known, SOCKET handle);
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

        /// False if the handle names no socket.
        explicit operator bool() const { return socket_ != nullptr; }
        Socket& operator*() const { return *socket_; }
        Socket* operator->() const { return socket_.get(); }

    private:
        std::shared_ptr<Socket>& place_;
        std::shared_ptr<Socket> socket_;
    };

private:
    /// Twice as many as a wait takes, because sockets and their events take turns in the table.
    static constexpr std::size_t count = 128;

    std::array<std::shared_ptr<Socket>, count> places_;
};

// A socket that was closed has no handle any more, so it is never taken for its successor.
inline KnownSockets::Use::Use(KnownSockets& known, SOCKET handle)
    : place_(known.places_[handle / 4 % count]), socket_(std::move(place_)) {
    if (!socket_ || socket_->handle.load(std::memory_order_acquire) != handle) {
        socket_ = Socket::find(handle);
    }
}

inline KnownSockets::Use::~Use() {
    if (socket_ && socket_->handle.load(std::memory_order_relaxed) != 0) {
        place_ = std::move(socket_);
    }
}

}  // namespace winsock
