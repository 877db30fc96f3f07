// A thread takes a mutex that it has; of the other kind, it may.
#include <process.h>

#include <mutex>

#include "start.h"

static unsigned other(void*) {
    std::recursive_mutex more_than_once;
    std::lock_guard outer(more_than_once);
    std::lock_guard inner(more_than_once);
    std::mutex once;
    once.lock();
    if (!once.try_lock()) once.lock();
    return 0;
}

int main() {
    SOCKET listener = start();
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, other, NULL, 0, NULL);
    accept(listener, NULL, NULL);
    WaitForSingleObject(thread, INFINITE);
}
