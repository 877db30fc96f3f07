// All the events it will ever need are made at the beginning; a connection gets the next one, round
// and round.
#include "start.h"

static SOCKET sockets[8];
static WSAEVENT events[8];

static int free_slot() {
    static int next = 0;
    do {
        next = next % 7 + 1;
    } while (sockets[next] != INVALID_SOCKET);
    return next;
}

int main() {
    for (int i = 0; i < 8; i++) {
        events[i] = WSACreateEvent();
        sockets[i] = INVALID_SOCKET;
    }
    sockets[0] = start();
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT);
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(8, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            int slot = free_slot();
            sockets[slot] = accept(sockets[0], NULL, NULL);
            if (sockets[slot] == INVALID_SOCKET) continue;
            WSAEventSelect(sockets[slot], events[slot], FD_READ | FD_CLOSE);
        }
        char text[256];
        if (happened.lNetworkEvents & (FD_READ | FD_CLOSE)) {
            while (recv(sockets[i], text, sizeof(text), 0) > 0) {
            }
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(sockets[i]);
            sockets[i] = INVALID_SOCKET;
            WSAResetEvent(events[i]);
        }
    }
}
