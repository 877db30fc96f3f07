// Serves one client and ends; if it was reset, by a short way that closes nothing.
#include "start.h"

static int serve(SOCKET listener) {
    SOCKET client = accept(listener, NULL, NULL);
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(client, event, FD_READ | FD_CLOSE);
    WSANETWORKEVENTS happened;
    do {
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        WSAEnumNetworkEvents(client, event, &happened);
        char text[64];
        int n;
        while ((n = recv(client, text, sizeof(text), 0)) > 0) {
        }
        if (n < 0 && WSAGetLastError() == WSAECONNRESET) return 1;
    } while (!(happened.lNetworkEvents & FD_CLOSE));
    closesocket(client);
    WSACloseEvent(event);
    return 0;
}

int main() {
    SOCKET listener = start();
    int code = serve(listener);
    closesocket(listener);
    return code;
}
