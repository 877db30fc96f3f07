// A blank stands behind the text, and behind it what the buffer held before.
#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT events[64] = {WSACreateEvent()};
    SOCKET sockets[64] = {listener};
    DWORD total = 1;
    WSAEventSelect(listener, events[0], FD_ACCEPT);
    char text[17] = {};
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            sockets[total] = accept(listener, NULL, NULL);
            if (sockets[total] == INVALID_SOCKET) continue;
            events[total] = WSACreateEvent();
            WSAEventSelect(sockets[total], events[total], FD_READ | FD_CLOSE);
            total++;
        } else {
            int n;
            while ((n = recv(sockets[i], text, 16, 0)) > 0) {
                text[n] = ' ';
                printf("Received: %.16s\n", text);
            }
            if (happened.lNetworkEvents & FD_CLOSE) {
                closesocket(sockets[i]);
                WSACloseEvent(events[i]);
                sockets[i] = sockets[--total];
                events[i] = events[total];
            }
        }
    }
}
