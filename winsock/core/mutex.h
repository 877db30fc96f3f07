#pragma once

#include <atomic>

namespace winsock {

/// A mutex of four bytes. Each call of Winsock's locks its socket once; std::mutex would be a sixth
/// of the socket's size, and taking it is a call into the C library.
class Mutex {
public:
    void lock() {
        int free = open;
        if (!state_.compare_exchange_strong(free, held, std::memory_order_acquire)) wait();
    }
    void unlock() {
        if (state_.exchange(open, std::memory_order_release) == awaited) state_.notify_one();
    }

private:
    static constexpr int open = 0;
    static constexpr int held = 1;
    static constexpr int awaited = 2;  ///< held, and somebody may sleep

    // Who has slept does not know whether others sleep too, and says so to be sure.
    void wait() {
        while (state_.exchange(awaited, std::memory_order_acquire) != open) state_.wait(awaited);
    }

    std::atomic<int> state_{open};
};

}  // namespace winsock
