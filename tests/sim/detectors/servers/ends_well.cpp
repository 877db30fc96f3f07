// Serves one client, closes all that it has opened, and ends.
#include "start.h"

int main() {
    SOCKET listener = start();
    SOCKET client = accept(listener, NULL, NULL);
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(client, event, FD_READ | FD_CLOSE);
    for (;;) {
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(client, event, &happened);
        char text[64];
        while (recv(client, text, sizeof(text), 0) > 0) {
        }
        if (happened.lNetworkEvents & FD_CLOSE) break;
    }
    closesocket(client);
    closesocket(listener);
    WSACloseEvent(event);
    WSACleanup();
    return 0;
}
