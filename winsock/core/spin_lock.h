#pragma once

#include <atomic>
#include <thread>

namespace winsock {

/// A lock for a few instructions: taking it when it is free is one exchange, a fraction of what a
/// mutex costs several times per message. Whoever finds it taken lets others run.
class SpinLock {
public:
    void lock() {
        while (taken_.exchange(true, std::memory_order_acquire)) std::this_thread::yield();
    }
    void unlock() { taken_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> taken_{false};
};

}  // namespace winsock
