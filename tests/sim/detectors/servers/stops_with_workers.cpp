// Threads that wait for work are left to the system, as is a lock that one of them holds.
#include "stops.h"

static CRITICAL_SECTION lock;
static HANDLE work;

static DWORD idle(void*) {
    EnterCriticalSection(&lock);
    WaitForSingleObject(work, INFINITE);
    LeaveCriticalSection(&lock);
    return 0;
}

int main() {
    InitializeCriticalSection(&lock);
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    work = CreateEvent(NULL, FALSE, FALSE, NULL);
    SetConsoleCtrlHandler(set_stop_event, TRUE);
    CreateThread(NULL, 0, idle, NULL, 0, NULL);
    serve_until_told(start());
    CloseHandle(stop_event);
    CloseHandle(work);
    return 0;
}
