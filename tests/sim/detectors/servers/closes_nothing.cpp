// Closes what never was a handle, and through the wrong function what is one: no crime.
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
        closesocket(INVALID_SOCKET);
        WSACloseEvent(WSA_INVALID_EVENT);
        closesocket((SOCKET)event);
        CloseHandle((HANDLE)client);
        WSACloseEvent(event);
        closesocket(client);
    }
}
