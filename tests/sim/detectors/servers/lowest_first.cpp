// Serves the lowest event that is set, and nobody else in that turn.
#include "start.h"

static WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS];
static SOCKET sockets[WSA_MAXIMUM_WAIT_EVENTS];
static int total = 0;

static void add(SOCKET s, long mask) {
    events[total] = WSACreateEvent();
    sockets[total] = s;
    WSAEventSelect(s, events[total], mask);
    total++;
}

static void remove(int i) {
    closesocket(sockets[i]);
    WSACloseEvent(events[i]);
    total--;
    for (int j = i; j < total; j++) {
        sockets[j] = sockets[j + 1];
        events[j] = events[j + 1];
    }
}

static bool read(SOCKET s) {
    char text[8];
    int n = recv(s, text, sizeof(text), 0);
    if (n > 0) printf("Received: %.*s\n", n, text);
    return n > 0;
}

int main() {
    add(start(), FD_ACCEPT);
    for (;;) {
        int index = (int)WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        for (int i = index; i == index; i = -1) {
            WSANETWORKEVENTS happened;
            WSAEnumNetworkEvents(sockets[i], events[i], &happened);
            if (happened.lNetworkEvents & FD_ACCEPT) {
                SOCKET client = accept(sockets[i], NULL, NULL);
                if (client != INVALID_SOCKET) add(client, FD_READ | FD_CLOSE);
            }
            if (happened.lNetworkEvents & FD_READ) read(sockets[i]);
            if (happened.lNetworkEvents & FD_CLOSE) {
                while (read(sockets[i])) {
                }
                remove(i);
            }
        }
    }
}
