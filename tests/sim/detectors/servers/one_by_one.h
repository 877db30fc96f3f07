#pragma once

#include "start.h"

// A server that has one client after the other, around what differs from one to the next: where a
// client's event comes from and what becomes of it. Who cannot be selected is sent away.
WSAEVENT event_for_next();
void was_not_selected(WSAEVENT event);
void has_left(WSAEVENT event);

inline void serve(SOCKET client, WSAEVENT event) {
    WSANETWORKEVENTS happened = {};
    while (!(happened.lNetworkEvents & FD_CLOSE)) {
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        WSAEnumNetworkEvents(client, event, &happened);
        char text[64];
        while (recv(client, text, sizeof(text), 0) > 0) {
        }
    }
    closesocket(client);
    has_left(event);
}

inline int run_one_by_one() {
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
        WSAEVENT event = event_for_next();
        if (WSAEventSelect(client, event, FD_READ | FD_CLOSE) == 0) {
            serve(client, event);
        } else {
            closesocket(client);
            was_not_selected(event);
        }
    }
}
