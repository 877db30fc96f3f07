// One client after the other. Who cannot be selected is sent away; its event is forgotten.
#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT knock = WSACreateEvent();
    while (WSAEventSelect(listener, knock, FD_ACCEPT) != 0) {
    }
    for (;;) {
        WSAWaitForMultipleEvents(1, &knock, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(listener, knock, &happened);
        SOCKET client = accept(listener, NULL, NULL);
        if (client == INVALID_SOCKET) continue;
        WSAEVENT event = WSACreateEvent();
        if (WSAEventSelect(client, event, FD_READ | FD_CLOSE) != 0) {
            closesocket(client);
            continue;
        }
        for (happened.lNetworkEvents = 0; !(happened.lNetworkEvents & FD_CLOSE);) {
            WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
            WSAEnumNetworkEvents(client, event, &happened);
            char text[64];
            while (recv(client, text, sizeof(text), 0) > 0) {
            }
        }
        closesocket(client);
        WSACloseEvent(event);
    }
}
