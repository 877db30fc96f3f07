// One event for all sockets, and each enumeration resets it: what came to a socket that has had its
// turn is lost.
#include <iostream>
#include <vector>

#include "start.h"

static void read(SOCKET s) {
    char text[32];
    int n;
    while ((n = recv(s, text, sizeof(text), 0)) > 0) {
        std::cout << s << ": ";
        std::cout.write(text, n) << std::endl;
    }
}

int main() {
    WSAEVENT event = WSACreateEvent();
    std::vector<SOCKET> sockets = {start()};
    WSAEventSelect(sockets[0], event, FD_ACCEPT);
    for (;;) {
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        for (std::size_t i = 0; i < sockets.size(); ++i) {
            WSANETWORKEVENTS happened;
            WSAEnumNetworkEvents(sockets[i], event, &happened);
            if (happened.lNetworkEvents & FD_ACCEPT) {
                SOCKET s = accept(sockets[i], NULL, NULL);
                if (s == INVALID_SOCKET) continue;
                WSAEventSelect(s, event, FD_READ | FD_CLOSE);
                sockets.push_back(s);
            }
            if (happened.lNetworkEvents & (FD_READ | FD_CLOSE)) read(sockets[i]);
            if (happened.lNetworkEvents & FD_CLOSE) {
                closesocket(sockets[i]);
                sockets.erase(sockets.begin() + i--);
            }
        }
    }
}
