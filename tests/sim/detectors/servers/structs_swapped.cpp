// A struct for each connection; the last one takes the place of one that goes. Reads until nothing
// is left, and accepts until nobody waits.
#include <vector>

#include "start.h"

struct Connection {
    SOCKET socket;
    WSAEVENT event;
};

static bool is_open(SOCKET s) {
    char text[64];
    for (;;) {
        int n = recv(s, text, sizeof(text), 0);
        if (n > 0) {
            fputs("> ", stdout);
            fwrite(text, 1, n, stdout);
            puts("");
        } else {
            return n < 0 && WSAGetLastError() == WSAEWOULDBLOCK;
        }
    }
}

int main() {
    std::vector<Connection> all = {{start(), WSACreateEvent()}};
    WSAEventSelect(all[0].socket, all[0].event, FD_ACCEPT);
    for (;;) {
        std::vector<WSAEVENT> events;
        for (const Connection& each : all) events.push_back(each.event);
        DWORD i = WSAWaitForMultipleEvents((DWORD)events.size(), events.data(), FALSE, WSA_INFINITE,
                                           FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(all[i].socket, all[i].event, &happened);
        if (i == 0) {
            for (SOCKET s; (s = accept(all[0].socket, NULL, NULL)) != INVALID_SOCKET;) {
                all.push_back({s, WSACreateEvent()});
                WSAEventSelect(s, all.back().event, FD_READ | FD_WRITE | FD_CLOSE);
            }
        } else if (!is_open(all[i].socket)) {
            closesocket(all[i].socket);
            WSACloseEvent(all[i].event);
            all[i] = all.back();
            all.pop_back();
        }
    }
}
