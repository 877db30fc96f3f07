// Nobody resets the event: it stays signalled.
#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT);
    SOCKET client = INVALID_SOCKET;
    for (;;) {
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(listener, NULL, &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            client = accept(listener, NULL, NULL);
            WSAEventSelect(client, event, FD_READ | FD_CLOSE);
        }
        if (client == INVALID_SOCKET) continue;
        WSAEnumNetworkEvents(client, NULL, &happened);
    }
}
