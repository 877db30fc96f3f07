// Waits for a semaphore that nobody releases.
#include <semaphore>
#include <thread>

#include "start.h"

int main() {
    SOCKET listener = start();
    closesocket(accept(listener, NULL, NULL));
    std::binary_semaphore finished(0);
    std::thread worker([&] { finished.acquire(); });
    worker.join();
}
