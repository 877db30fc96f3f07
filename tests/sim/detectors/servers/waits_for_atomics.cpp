// Waits for a std::latch, a semaphore and a std::atomic.
#include <atomic>
#include <chrono>
#include <latch>
#include <semaphore>
#include <thread>

#include "start.h"

int main() {
    SOCKET listener = start();
    std::latch both(2);
    std::counting_semaphore<> clients(0);
    std::atomic<bool> served = false;
    SOCKET client = INVALID_SOCKET;
    std::jthread worker([&] {
        both.arrive_and_wait();
        clients.acquire();
        closesocket(client);
        served = true;
        served.notify_one();
    });
    both.arrive_and_wait();
    client = accept(listener, NULL, NULL);
    clients.release();
    served.wait(false);
    ULONGLONG begin = GetTickCount64();
    bool acquired = clients.try_acquire_for(std::chrono::seconds(1));
    printf("%s after %d ms\n", acquired ? "acquired" : "not acquired",
           (int)(GetTickCount64() - begin));
    accept(listener, NULL, NULL);
}
