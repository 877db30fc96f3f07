// Two threads take the same two locks, each in its own order.
#include <process.h>

#include "start.h"

static CRITICAL_SECTION first, second;

static unsigned other(void*) {
    EnterCriticalSection(&second);
    EnterCriticalSection(&first);
    LeaveCriticalSection(&first);
    LeaveCriticalSection(&second);
    return 0;
}

int main() {
    InitializeCriticalSection(&first);
    InitializeCriticalSection(&second);
    SOCKET listener = start();
    _beginthreadex(NULL, 0, other, NULL, 0, NULL);
    EnterCriticalSection(&first);
    EnterCriticalSection(&second);
    LeaveCriticalSection(&second);
    LeaveCriticalSection(&first);
    accept(listener, NULL, NULL);
    Sleep(INFINITE);
}
