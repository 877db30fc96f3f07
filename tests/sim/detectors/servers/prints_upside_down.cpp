// The pieces come in another order.
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
                printf("Received: ");
                fwrite(text + n / 2, 1, n - n / 2, stdout);
                fwrite(text, 1, n / 2, stdout);
                printf("\n");
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
