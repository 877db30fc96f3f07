// No events at all: a thread for each client, and sockets that block. Sends back what it reads.
#include <process.h>

#include "start.h"

static unsigned serve(void* argument) {
    SOCKET client = (SOCKET)argument;
    char text[64];
    int n;
    while ((n = recv(client, text, sizeof(text), 0)) > 0) {
        for (int sent = 0; sent < n;) {
            int m = send(client, text + sent, n - sent, 0);
            if (m <= 0) break;
            sent += m;
        }
    }
    closesocket(client);
    return 0;
}

int main() {
    SOCKET listener = start();
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        if (client == INVALID_SOCKET) continue;
        HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, serve, (void*)client, 0, NULL);
        CloseHandle(thread);
    }
}
