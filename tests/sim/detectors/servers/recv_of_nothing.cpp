// Asks for 0 bytes: they come, and FD_READ with them, again and again.
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
        char text[16];
        recv(client, text, 0, 0);
    }
}
