// Enters a lock that is gone.
#include "start.h"

int main() {
    CRITICAL_SECTION lock;
    InitializeCriticalSection(&lock);
    SOCKET listener = start();
    DeleteCriticalSection(&lock);
    accept(listener, NULL, NULL);
    EnterCriticalSection(&lock);
}
