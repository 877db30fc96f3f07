#pragma once
#include "start.h"

// A server that prints, and can be told to stop: one client, and then the end. What it does when it
// is told is up to whoever includes this.

inline HANDLE stop_event = NULL;

// Deals with it: whoever waits for stop_event ends the program.
inline BOOL set_stop_event(DWORD) { return SetEvent(stop_event); }

// Prints what one client says, until the client leaves or stop_event is set; closes everything.
inline void serve_until_told(SOCKET listener) {
    WSAEVENT events[3] = {stop_event, WSACreateEvent(), NULL};
    SOCKET client = INVALID_SOCKET;
    WSAEventSelect(listener, events[1], FD_ACCEPT);
    for (;;) {
        DWORD count = client == INVALID_SOCKET ? 2 : 3;
        DWORD index = WSAWaitForMultipleEvents(count, events, FALSE, WSA_INFINITE, FALSE);
        if (index == 0) break;
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(index == 1 ? listener : client, events[index], &happened);
        if (index == 1) {
            SOCKET accepted = accept(listener, NULL, NULL);
            if (accepted == INVALID_SOCKET) continue;
            if (client != INVALID_SOCKET) {
                closesocket(accepted);
                continue;
            }
            client = accepted;
            events[2] = WSACreateEvent();
            WSAEventSelect(client, events[2], FD_READ | FD_CLOSE);
            continue;
        }
        char text[65];
        int length;
        while ((length = recv(client, text, 64, 0)) > 0) {
            text[length] = '\0';
            printf("%s\n", text);
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(client);
            WSACloseEvent(events[2]);
            client = INVALID_SOCKET;
        }
    }
    if (client != INVALID_SOCKET) {
        closesocket(client);
        WSACloseEvent(events[2]);
    }
    closesocket(listener);
    WSACloseEvent(events[1]);
}
