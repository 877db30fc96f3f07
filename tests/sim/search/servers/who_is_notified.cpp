// Two threads wait at one std::condition_variable, and one is notified: no call tells which. If it
// is the second one, this program closes an event twice.
#include <windows.h>
#include <winsock2.h>

#include <condition_variable>
#include <mutex>
#include <thread>

static std::mutex lock;
static std::condition_variable changed;
static int notified;

static void work(int number) {
    std::unique_lock locked(lock);
    changed.wait(locked);
    if (notified == 0) notified = number;
}

int main() {
    std::thread first(work, 1), second(work, 2);
    Sleep(1);
    changed.notify_one();
    Sleep(1);
    changed.notify_one();
    first.join();
    second.join();
    if (notified == 2) {
        HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
        CloseHandle(event);
        CloseHandle(event);
    }
    return 0;
}
