// A thread is woken, and looks whether main() has gone on behind the call that woke it: no call
// tells whether it was there first. If it comes at the next call of main() instead, it has seen
// that, and this program closes an event twice.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "../../detectors/servers/start.h"

static std::mutex lock;
static std::condition_variable changed;
static bool main_has_gone_on;
static bool has_seen_it;

static void work() {
    std::unique_lock locked(lock);
    changed.wait(locked);
    has_seen_it = main_has_gone_on;
    changed.wait(locked);
}

int main() {
    SOCKET listener = start();
    std::jthread worker(work);
    accept(listener, NULL, NULL);
    changed.notify_one();
    main_has_gone_on = true;
    WSAEVENT event = WSACreateEvent();
    if (has_seen_it) {
        WSACloseEvent(event);
        WSACloseEvent(event);
    }
    accept(listener, NULL, NULL);
}
