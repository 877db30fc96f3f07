// Tells the time by every clock, and sleeps in every way.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "start.h"

using namespace std::chrono_literals;

static ULONGLONG begin;
static void tell(const char* what) { printf("%s %d\n", what, (int)(GetTickCount64() - begin)); }

int main() {
    SOCKET listener = start();
    accept(listener, NULL, NULL);
    begin = GetTickCount64();
    auto steady = std::chrono::steady_clock::now();
    auto date = std::chrono::system_clock::now();
    std::this_thread::sleep_for(1s);
    tell("sleep_for");
    std::this_thread::sleep_until(steady + 2s);
    tell("sleep_until");
    std::mutex lock;
    std::condition_variable changed;
    std::unique_lock locked(lock);
    bool notified = changed.wait_for(locked, 1s, [] { return false; });
    tell(notified ? "notified" : "wait_for");
    changed.wait_until(locked, date + 4s);
    tell("wait_until");
    std::this_thread::sleep_for(100us);
    tell("at least a millisecond");
    std::thread sleeper(
        [] { std::this_thread::sleep_until(std::chrono::steady_clock::now() + 5s); });
    printf("%s\n", sleeper.get_id() != std::this_thread::get_id() ? "another" : "the same");
    sleeper.join();
    tell("joined");
    auto passed = std::chrono::steady_clock::now() - steady;
    auto too = std::chrono::system_clock::now() - date;
    printf("%d %d\n", (int)(passed / 1ms), (int)(too / 1ms));
}
