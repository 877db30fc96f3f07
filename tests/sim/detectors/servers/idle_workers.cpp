// A pool of workers that wait for work, a thread that accepts, and a main() that joins them all;
// the workers take turns at a lock, and whoever has it waits for a client. Nobody is stuck.
#include <process.h>

#include "start.h"

static CRITICAL_SECTION turn;
static SOCKET listener;
static HANDLE work;

static unsigned leader_or_follower(void*) {
    for (;;) {
        EnterCriticalSection(&turn);
        SOCKET client = accept(listener, NULL, NULL);
        LeaveCriticalSection(&turn);
        if (client == INVALID_SOCKET) continue;
        char text[64];
        while (recv(client, text, sizeof(text), 0) > 0) {
        }
        closesocket(client);
        SetEvent(work);
    }
}

static unsigned idle(void*) {
    for (;;) WaitForSingleObject(work, INFINITE);
}

int main() {
    InitializeCriticalSection(&turn);
    listener = start();
    work = CreateEvent(NULL, FALSE, FALSE, NULL);
    HANDLE threads[4];
    for (int i = 0; i < 2; i++) {
        threads[i] = (HANDLE)_beginthreadex(NULL, 0, leader_or_follower, NULL, 0, NULL);
        threads[i + 2] = (HANDLE)_beginthreadex(NULL, 0, idle, NULL, 0, NULL);
    }
    WaitForMultipleObjects(4, threads, TRUE, INFINITE);
}
