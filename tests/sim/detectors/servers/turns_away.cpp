// Room for two; whoever comes then is accepted and sent away at once.
#include "start.h"

int main() {
    SOCKET sockets[3] = {start()};
    WSAEVENT events[3] = {WSACreateEvent()};
    DWORD total = 1;
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT);
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            SOCKET client = accept(sockets[0], NULL, NULL);
            if (client == INVALID_SOCKET) continue;
            if (total == 3) {
                closesocket(client);
                continue;
            }
            sockets[total] = client;
            events[total] = WSACreateEvent();
            WSAEventSelect(client, events[total], FD_READ | FD_CLOSE);
            total++;
            continue;
        }
        char text[100];
        while (recv(sockets[i], text, sizeof(text), 0) > 0) {
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(sockets[i]);
            WSACloseEvent(events[i]);
            sockets[i] = sockets[--total];
            events[i] = events[total];
        }
    }
}
