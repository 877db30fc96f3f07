// A std::condition_variable frees the lock for as long as a thread waits at it: no call tells
// whether main() has looked, by try_lock(), before the thread began to wait or after. If it was
// before, and the thread waits when it is notified, this program closes an event twice.
#include <windows.h>
#include <winsock2.h>

#include <condition_variable>
#include <mutex>
#include <thread>

static std::mutex lock;
static std::condition_variable changed;
static bool notified;

int main() {
    std::thread worker([] {
        std::unique_lock locked(lock);
        changed.wait(locked);
        notified = true;
    });
    GetTickCount64();
    bool was_free = lock.try_lock();
    if (was_free) lock.unlock();
    changed.notify_one();
    worker.join();
    if (notified && !was_free) {
        HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
        CloseHandle(event);
        CloseHandle(event);
    }
    return 0;
}
