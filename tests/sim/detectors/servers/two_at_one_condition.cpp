// Two threads wait at one std::condition_variable, each for its own turn, and one is notified.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "start.h"

static std::mutex lock;
static std::condition_variable changed;
static int turn = 0;

static void wait_for(int mine) {
    std::unique_lock locked(lock);
    changed.wait(locked, [=] { return turn == mine; });
}

int main() {
    SOCKET listener = start();
    std::thread first(wait_for, 1);
    std::thread second(wait_for, 2);
    accept(listener, NULL, NULL);
    {
        std::lock_guard locked(lock);
        turn = 1;
    }
    changed.notify_one();
    first.join();
    {
        std::lock_guard locked(lock);
        turn = 2;
    }
    changed.notify_all();
    second.join();
}
