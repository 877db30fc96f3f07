// Says goodbye to a socket that it has closed.
#include "start.h"

int main() {
    SOCKET listener = start();
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        if (client == INVALID_SOCKET) continue;
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
        WSACloseEvent(event);
        closesocket(client);
        send(client, "bye", 3, 0);
    }
}
