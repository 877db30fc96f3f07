// Closes a connection as soon as its client has left, whatever is still to be read.
#include "start.h"

int main() {
    SOCKET sockets[64] = {start()};
    WSAEVENT events[64] = {WSACreateEvent()};
    DWORD total = 1;
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT | FD_CLOSE);
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            SOCKET client = accept(sockets[i], NULL, NULL);
            if (client == INVALID_SOCKET) continue;
            sockets[total] = client;
            events[total] = WSACreateEvent();
            WSAEventSelect(sockets[total], events[total], FD_READ | FD_CLOSE);
            total++;
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(sockets[i]);
            WSACloseEvent(events[i]);
            sockets[i] = sockets[--total];
            events[i] = events[total];
        } else if (happened.lNetworkEvents & FD_READ) {
            char text[100];
            recv(sockets[i], text, sizeof(text), 0);
        }
    }
}
