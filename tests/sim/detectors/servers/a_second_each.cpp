// Waits up to a second for each slot behind the one that is signalled.
#include "start.h"

int main() {
    SOCKET sockets[64] = {start()};
    WSAEVENT events[64] = {WSACreateEvent()};
    DWORD total = 1;
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT | FD_CLOSE);
    for (;;) {
        DWORD first = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        for (DWORD i = first; i < total; i++) {
            if (WSAWaitForMultipleEvents(1, &events[i], TRUE, 1000, FALSE) != 0) continue;
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
            char text[100];
            if (happened.lNetworkEvents & FD_READ) recv(sockets[i], text, sizeof(text), 0);
        }
    }
}
