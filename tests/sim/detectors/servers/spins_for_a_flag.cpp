// Asks again and again whether another thread has done something: it does, once it may run.
#include <process.h>

#include "start.h"

static volatile LONG ready = 0;

static unsigned serve(void* argument) {
    InterlockedIncrement(&ready);
    SOCKET client = accept((SOCKET)argument, NULL, NULL);
    char text[16];
    while (recv(client, text, sizeof(text), 0) > 0) {
    }
    closesocket(client);
    return 0;
}

int main() {
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, serve, (void*)start(), 0, NULL);
    while (InterlockedCompareExchange(&ready, 1, 1) == 0) {
    }
    WaitForSingleObject(thread, INFINITE);
    Sleep(INFINITE);
}
