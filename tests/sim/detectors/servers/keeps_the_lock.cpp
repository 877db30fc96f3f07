// A thread ends without leaving the lock that it has entered.
#include <process.h>

#include "start.h"

static CRITICAL_SECTION lock;

static unsigned other(void*) {
    EnterCriticalSection(&lock);
    return 0;
}

int main() {
    InitializeCriticalSection(&lock);
    SOCKET listener = start();
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, other, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    EnterCriticalSection(&lock);
    accept(listener, NULL, NULL);
}
