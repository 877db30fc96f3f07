// Every result is looked at. What fails for one client costs that client only; what fails before
// there is any costs the server.
#include "start.h"

static SOCKET sockets[64];
static WSAEVENT events[64];
static DWORD total = 0;

static bool add(SOCKET s, long mask) {
    WSAEVENT event = WSACreateEvent();
    if (event == WSA_INVALID_EVENT) return false;
    if (WSAEventSelect(s, event, mask) == SOCKET_ERROR) {
        WSACloseEvent(event);
        return false;
    }
    sockets[total] = s;
    events[total++] = event;
    return true;
}

static int fail(const char* what) {
    fprintf(stderr, "%s failed\n", what);
    return 1;
}

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return fail("WSAStartup");
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (listener == INVALID_SOCKET) return fail("socket");
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    if (bind(listener, (sockaddr*)&address, sizeof(address)) != 0) return fail("bind");
    if (listen(listener, 5) != 0) return fail("listen");
    if (!add(listener, FD_ACCEPT)) return fail("the listener's event");
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            SOCKET client = accept(listener, NULL, NULL);
            if (client != INVALID_SOCKET && !add(client, FD_READ | FD_CLOSE)) closesocket(client);
        }
        char text[100];
        if (i > 0)
            while (recv(sockets[i], text, sizeof(text), 0) > 0) {
            }
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(sockets[i]);
            WSACloseEvent(events[i]);
            sockets[i] = sockets[--total];
            events[i] = events[total];
        }
    }
}
