// Waits at a std::condition_variable without asking, under the lock, whether it has to.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "start.h"

static std::mutex lock;
static std::condition_variable changed;

int main() {
    SOCKET listener = start();
    std::jthread worker([] {
        std::unique_lock locked(lock);
        changed.wait(locked);
    });
    accept(listener, NULL, NULL);
    changed.notify_one();
    worker.join();
    accept(listener, NULL, NULL);
}
