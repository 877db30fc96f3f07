// Looks at every socket each 100 ms, whatever is signalled: slow, and nothing is lost.
#include <vector>

#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT);
    std::vector<SOCKET> clients;
    for (;;) {
        WSAWaitForMultipleEvents(1, &event, FALSE, 100, FALSE);
        WSAResetEvent(event);
        SOCKET client = accept(listener, NULL, NULL);
        if (client != INVALID_SOCKET) {
            WSAEventSelect(client, NULL, 0);
            clients.push_back(client);
        }
        for (std::size_t i = 0; i < clients.size(); i++) {
            char text[256];
            int n = recv(clients[i], text, sizeof(text), 0);
            if (n > 0) printf("%.*s\n", n, text);
            if (n > 0 || (n < 0 && WSAGetLastError() == WSAEWOULDBLOCK)) continue;
            closesocket(clients[i]);
            clients.erase(clients.begin() + i--);
        }
    }
}
