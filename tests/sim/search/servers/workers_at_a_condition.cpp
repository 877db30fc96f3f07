// Two threads wait at one std::condition_variable for clients; one of them asks again whether it
// has to, and the other one does not.
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "../../detectors/servers/start.h"

static std::mutex lock;
static std::condition_variable changed;
static std::vector<SOCKET> joining;

static void release_one() {
    if (joining.empty()) return;
    closesocket(joining.back());
    joining.pop_back();
}

static void careful() {
    std::unique_lock locked(lock);
    for (;;) {
        changed.wait(locked, [] { return !joining.empty(); });
        release_one();
    }
}

static void careless() {
    std::unique_lock locked(lock);
    for (;;) {
        changed.wait(locked);
        release_one();
    }
}

int main() {
    SOCKET listener = start();
    std::jthread one(careful), other(careless);
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        std::lock_guard locked(lock);
        joining.push_back(client);
        changed.notify_one();
    }
}
