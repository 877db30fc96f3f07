// A std::jthread echoes what clients say. A queue with a std::condition_variable hands clients
// over, and their number is told every second, by the clock of <chrono>.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "start.h"

static std::mutex lock;
static std::condition_variable changed;
static std::deque<SOCKET> queue;
static bool over = false;

static void serve() {
    for (;;) {
        std::unique_lock locked(lock);
        changed.wait(locked, [] { return over || !queue.empty(); });
        if (queue.empty()) return;
        SOCKET client = queue.front();
        queue.pop_front();
        locked.unlock();
        char text[64];
        for (int n; (n = recv(client, text, sizeof text, 0)) > 0;) send(client, text, n, 0);
        closesocket(client);
    }
}

static void count(std::stop_token asked) {
    std::unique_lock locked(lock);
    auto start = std::chrono::steady_clock::now();
    while (!asked.stop_requested() && !over) {
        changed.wait_for(locked, std::chrono::seconds(1));
        auto passed = std::chrono::steady_clock::now() - start;
        if (passed < std::chrono::seconds(1)) continue;
        start += std::chrono::seconds(1);
    }
}

int main() {
    SOCKET listener = start();
    {
        std::jthread server(serve), other(serve), counter(count);
        for (int clients = 0; clients < 2; ++clients) {
            SOCKET client = accept(listener, NULL, NULL);
            std::lock_guard locked(lock);
            queue.push_back(client);
            changed.notify_one();
        }
        std::lock_guard locked(lock);
        over = true;
        changed.notify_all();
    }
    accept(listener, NULL, NULL);
}
