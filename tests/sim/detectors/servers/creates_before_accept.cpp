// The event for the next connection is there before the connection is; and an event is any event.
#include "start.h"

int main() {
    SOCKET sockets[64] = {start()};
    HANDLE events[64] = {CreateEvent(NULL, TRUE, FALSE, NULL)};
    HANDLE next = CreateEvent(NULL, TRUE, FALSE, NULL);
    DWORD total = 1;
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT);
    for (;;) {
        DWORD i = WaitForMultipleObjects(total, events, FALSE, INFINITE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            SOCKET client = accept(sockets[0], NULL, NULL);
            if (client == INVALID_SOCKET) continue;
            sockets[total] = client;
            events[total] = next;
            WSAEventSelect(client, next, FD_READ | FD_WRITE | FD_CLOSE);
            next = CreateEvent(NULL, TRUE, FALSE, NULL);
            total++;
        }
        if (happened.lNetworkEvents & (FD_READ | FD_CLOSE)) {
            char text[16];
            while (recv(sockets[i], text, sizeof(text), 0) > 0) {
            }
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            shutdown(sockets[i], SD_BOTH);
            closesocket(sockets[i]);
            CloseHandle(events[i]);
            total--;
            sockets[i] = sockets[total];
            events[i] = events[total];
        }
    }
}
