#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

#include "posix/native.h"

namespace winsock {

/// Where a waiting thread learns what has happened to its sockets.
///
/// Each thread has one of its own and polls it itself; no thread works behind the scenes. It
/// reports edges, not levels: a socket is reported once when it is first watched, and then each
/// time something more arrives, which is what rule 1 asks for.
class Poller {
public:
    struct Report {
        std::uint64_t key;
        native::Readiness ready;
    };
    static constexpr std::size_t batch = 64;
    using Reports = std::array<Report, batch>;

    /// Null if the system has no more descriptors.
    static std::shared_ptr<Poller> create();
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    /// Reports `fd` from now on, by its key, as it is and when it changes.
    bool watch(int fd, std::uint64_t key);
    void unwatch(int fd);

    /// Blocks until something is reported, wake() is called or the time is over; forever if
    /// `milliseconds` < 0. How many reports were filled in.
    std::size_t wait(int milliseconds, Reports& reports);
    /// Ends a wait() that goes on, or the next one. From any thread.
    void wake();

    /// Readable while there is something to report.
    int descriptor() const { return poll_fd_; }

    /// The thread that polls it, as an address that is compared and never followed; null once the
    /// thread has ended.
    std::atomic<const void*> owner{nullptr};

private:
    Poller(int poll_fd, int wake_fd) : poll_fd_(poll_fd), wake_fd_(wake_fd) {}

    const int poll_fd_;
    const int wake_fd_;
};

}  // namespace winsock
