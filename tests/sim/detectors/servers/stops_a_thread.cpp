// A std::jthread waits for clients at a std::condition_variable_any, until it is asked to stop.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "start.h"

static std::mutex lock;
static std::condition_variable_any changed;
static std::deque<SOCKET> queue;

static void serve(std::stop_token asked) {
    std::unique_lock locked(lock);
    while (changed.wait(locked, asked, [] { return !queue.empty(); })) {
        closesocket(queue.front());
        queue.pop_front();
    }
}

int main() {
    SOCKET listener = start();
    {
        std::jthread worker(serve);
        SOCKET client = accept(listener, NULL, NULL);
        std::lock_guard locked(lock);
        queue.push_back(client);
        changed.notify_one();
    }
    for (SOCKET client : queue) closesocket(client);
    accept(listener, NULL, NULL);
}
