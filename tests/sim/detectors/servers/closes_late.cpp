// One client after the other; the last one's event is closed when the next one has one.
#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT last = WSA_INVALID_EVENT;
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        if (client == INVALID_SOCKET) continue;
        WSAEVENT event = WSACreateEvent();
        WSAEventSelect(client, event, FD_READ | FD_CLOSE);
        if (last != WSA_INVALID_EVENT) WSACloseEvent(last);
        last = event;
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
    }
}
