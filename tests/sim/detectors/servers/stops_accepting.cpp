// Room for two; whoever comes then waits in the backlog until somebody leaves.
#include "start.h"

int main() {
    SOCKET sockets[3] = {start()};
    WSAEVENT events[3] = {WSACreateEvent()};
    DWORD total = 1;
    for (;;) {
        WSAEventSelect(sockets[0], events[0], total < 3 ? FD_ACCEPT : 0);
        // The selection does not tell again of who was told of before; to look does no harm.
        SOCKET client = total < 3 ? accept(sockets[0], NULL, NULL) : INVALID_SOCKET;
        if (client != INVALID_SOCKET) {
            sockets[total] = client;
            events[total] = WSACreateEvent();
            WSAEventSelect(client, events[total], FD_READ | FD_CLOSE);
            total++;
            continue;
        }
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (i == 0) continue;
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
