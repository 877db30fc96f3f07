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
    /// As unwatch(), for a descriptor that is closed in the next moment.
    void forget(int fd);

    /// Blocks until something is reported, wake() is called or the time is over; forever if
    /// `milliseconds` < 0. How many reports were filled in. Any thread may ask; what it is told
    /// nobody else is told again.
    std::size_t wait(int milliseconds, Reports& reports);
    /// Ends a wait() of the owner's that goes on, or its next one. From any thread.
    void wake();

    /// Says that what was reported of `fd` has been used up, or that room to send is wanted: a
    /// poller over a call that knows levels only needs this to find the next edge.
    void rearm(int fd, bool readable, bool writable);
    /// A descriptor that a call waits for beside what pollers report.
    struct Awaited {
        int fd;
        bool readable;
        bool writable;
    };
    /// Blocks until one of the pollers has something to report or is woken, or until `awaited`, if
    /// there is one, is ready or broken.
    static void wait_for_any(std::span<Poller* const> pollers, int milliseconds,
                             const Awaited* awaited = nullptr);

    /// The thread that polls it, as an address that is compared and never followed; null once the
    /// thread has ended.
    std::atomic<const void*> owner{nullptr};
    /// The owner sleeps in wait(), or is about to: whoever changes what it waits for must wake it.
    std::atomic<bool> owner_sleeps{false};

private:
    struct Backend;  ///< epoll's, or poll's: see poller_epoll.cpp and poller_poll.cpp

    explicit Poller(std::unique_ptr<Backend> backend);
    void pass_on_wake();

    const std::unique_ptr<Backend> backend_;
};

}  // namespace winsock
