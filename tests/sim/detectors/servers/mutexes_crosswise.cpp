// Two threads take the same two mutexes, each in its own order, and others may run in between.
#include <process.h>

#include <mutex>

#include "start.h"

static std::mutex first, second;

static unsigned other(void*) {
    std::lock_guard one(second);
    GetTickCount64();
    std::lock_guard both(first);
    return 0;
}

int main() {
    SOCKET listener = start();
    _beginthreadex(NULL, 0, other, NULL, 0, NULL);
    {
        std::lock_guard one(first);
        GetTickCount64();
        std::lock_guard both(second);
    }
    accept(listener, NULL, NULL);
    Sleep(INFINITE);
}
