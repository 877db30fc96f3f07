// A wake-up event of its own stands in slot 0, and is passed along with the first socket.
#include "start.h"

int main() {
    SOCKET listener = start();
    SOCKET client = accept(listener, NULL, NULL);
    WSAEVENT events[2] = {WSACreateEvent(), WSACreateEvent()};
    WSAEventSelect(client, events[1], FD_READ | FD_CLOSE);
    for (;;) {
        WSAWaitForMultipleEvents(2, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(client, events[0], &happened);
        WSAResetEvent(events[1]);
        char text[64];
        while (recv(client, text, sizeof(text), 0) > 0) {
        }
        if (happened.lNetworkEvents & FD_CLOSE) break;
    }
    closesocket(client);
    Sleep(INFINITE);
}
