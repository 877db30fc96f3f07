// Keeps the event of a connection that has gone for the next one.
#include <vector>

#include "start.h"

static std::vector<WSAEVENT> spare;

static WSAEVENT take_event() {
    if (spare.empty()) return WSACreateEvent();
    WSAEVENT event = spare.back();
    spare.pop_back();
    WSAResetEvent(event);
    return event;
}

int main() {
    std::vector<SOCKET> sockets = {start()};
    std::vector<WSAEVENT> events = {WSACreateEvent()};
    WSAEventSelect(sockets[0], events[0], FD_ACCEPT);
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents((DWORD)events.size(), events.data(), FALSE, WSA_INFINITE,
                                           FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        if (i == 0) {
            SOCKET client = accept(sockets[0], NULL, NULL);
            if (client == INVALID_SOCKET) continue;
            sockets.push_back(client);
            events.push_back(take_event());
            WSAEventSelect(client, events.back(), FD_READ | FD_CLOSE);
            continue;
        }
        char text[256];
        while (recv(sockets[i], text, sizeof(text), 0) > 0) {
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(sockets[i]);
            spare.push_back(events[i]);
            sockets.erase(sockets.begin() + i);
            events.erase(events.begin() + i);
        }
    }
}
