// The arrays have room for 70; a wait has not.
#include "start.h"

int main() {
    static WSAEVENT events[70];
    static SOCKET sockets[70];
    int total = 1;
    sockets[0] = start(100);
    events[0] = WSACreateEvent();
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT);
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        if (i == WSA_WAIT_FAILED) Sleep(INFINITE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if ((happened.lNetworkEvents & FD_ACCEPT) == 0) continue;
        sockets[total] = accept(sockets[0], NULL, NULL);
        events[total] = WSACreateEvent();
        WSAEventSelect(sockets[total], events[total], FD_READ | FD_CLOSE);
        total++;
    }
}
