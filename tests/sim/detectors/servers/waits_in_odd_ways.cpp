// Waits until the end of all days, and for no time at all; in both the other one gets the lock. A
// std::timed_mutex is waited for no longer than was said.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "start.h"

using namespace std::chrono_literals;

static std::mutex lock;
static std::condition_variable changed;
static bool over = false;
static std::timed_mutex rarely_free;

static void tell_that_it_is_over() {
    std::lock_guard locked(lock);
    over = true;
    changed.notify_one();
}

int main() {
    SOCKET listener = start();
    {
        std::jthread teller([=] {
            closesocket(accept(listener, NULL, NULL));
            Sleep(1000);
            tell_that_it_is_over();
        });
        std::unique_lock locked(lock);
        while (!over) changed.wait_until(locked, std::chrono::steady_clock::time_point::max());
    }
    over = false;
    {
        std::jthread teller(tell_that_it_is_over);
        std::unique_lock locked(lock);
        while (!over) changed.wait_for(locked, 0ms);
    }
    std::lock_guard locked(rarely_free);
    std::jthread other([] {
        printf("%s", rarely_free.try_lock_for(1s) ? "locked" : "not locked");
        printf(" after %d ms\n", (int)(GetTickCount64() - 3600000));
    });
    other.join();
    accept(listener, NULL, NULL);
}
