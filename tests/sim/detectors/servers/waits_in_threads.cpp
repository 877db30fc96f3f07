// A thread for each client, which waits for its events and for an event that would stop it.
#include <process.h>

#include "start.h"

static HANDLE stop;

static bool read_all(SOCKET s) {
    char text[64];
    int n;
    while ((n = recv(s, text, sizeof(text), 0)) > 0) {
    }
    return n < 0 && WSAGetLastError() == WSAEWOULDBLOCK;
}

static unsigned serve(void* argument) {
    SOCKET client = (SOCKET)argument;
    WSAEVENT events[2] = {WSACreateEvent(), stop};
    WSAEventSelect(client, events[0], FD_READ | FD_CLOSE);
    for (bool open = true; open;) {
        if (WSAWaitForMultipleEvents(2, events, FALSE, WSA_INFINITE, FALSE) != 0) break;
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(client, events[0], &happened);
        open = read_all(client);
    }
    // Whoever reads first sees the end first: then it is not in the record, or is no news.
    closesocket(client);
    WSACloseEvent(events[0]);
    return 0;
}

int main() {
    stop = CreateEvent(NULL, TRUE, FALSE, NULL);
    SOCKET listener = start();
    WSAEVENT events[2] = {WSACreateEvent(), stop};
    WSAEventSelect(listener, events[0], FD_ACCEPT);
    for (;;) {
        if (WSAWaitForMultipleEvents(2, events, FALSE, WSA_INFINITE, FALSE) != 0) break;
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(listener, events[0], &happened);
        SOCKET client;
        while ((client = accept(listener, NULL, NULL)) != INVALID_SOCKET) {
            CloseHandle((HANDLE)_beginthreadex(NULL, 0, serve, (void*)client, 0, NULL));
        }
    }
}
