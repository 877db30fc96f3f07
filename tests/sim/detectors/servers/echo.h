#pragma once

#include <string>
#include <vector>

#include "start.h"

// A server that echoes, around what differs from one to the next: how it reads and how it writes.
struct Connection {
    SOCKET socket;
    WSAEVENT event;
    std::string queue;  // what is still to be sent
    bool left;
};

int can_read(Connection& connection);  // what recv says
void can_write(Connection& connection);

inline int run_echo(std::size_t most_queued) {
    std::vector<Connection> all = {{start(), WSACreateEvent(), "", false}};
    WSAEventSelect(all[0].socket, all[0].event, FD_ACCEPT);
    for (;;) {
        std::vector<WSAEVENT> events;
        for (const Connection& each : all) events.push_back(each.event);
        DWORD i = WSAWaitForMultipleEvents((DWORD)events.size(), events.data(), FALSE, WSA_INFINITE,
                                           FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(all[i].socket, all[i].event, &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            SOCKET s = accept(all[i].socket, NULL, NULL);
            if (s == INVALID_SOCKET) continue;
            all.push_back({s, WSACreateEvent(), "", false});
            WSAEventSelect(s, all.back().event, FD_READ | FD_WRITE | FD_CLOSE);
        }
        if (i == 0) continue;
        Connection& c = all[i];
        c.left = c.left || (happened.lNetworkEvents & FD_CLOSE) != 0;
        bool failed = (happened.lNetworkEvents & FD_CLOSE) && happened.iErrorCode[FD_CLOSE_BIT];
        if (happened.lNetworkEvents & FD_WRITE) can_write(c);
        // Who does not read is not read from.
        int n = 1;
        while (n > 0 && c.queue.size() < most_queued) n = can_read(c);
        failed = failed || (n < 0 && WSAGetLastError() != WSAEWOULDBLOCK);
        if (failed || (c.left && c.queue.empty())) {
            closesocket(c.socket);
            WSACloseEvent(c.event);
            all.erase(all.begin() + i);
        }
    }
}
