// Changes a socket's event, and enumerates once with the old one to reset it: nothing is lost.
#include "start.h"

int main() {
    SOCKET listener = start();
    SOCKET client = accept(listener, NULL, NULL);
    WSAEVENT old = WSACreateEvent();
    WSAEVENT event = WSACreateEvent();
    WSANETWORKEVENTS happened;
    WSAEnumNetworkEvents(client, old, &happened);
    WSAEventSelect(client, old, FD_READ);
    WSAEventSelect(client, event, FD_READ | FD_CLOSE);
    bool left = false;
    WSAEnumNetworkEvents(client, old, &happened);
    WSACloseEvent(old);
    for (;;) {
        left = left || (happened.lNetworkEvents & FD_CLOSE);
        char text[64];
        while (recv(client, text, sizeof(text), 0) > 0) {
        }
        if (left) break;
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        WSAEnumNetworkEvents(client, event, &happened);
    }
    closesocket(client);
    Sleep(INFINITE);
}
