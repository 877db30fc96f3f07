// Echoes to one client; whoever takes nothing for three seconds is let go.
#include <string>

#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT);
    WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
    SOCKET client = accept(listener, NULL, NULL);
    WSAEventSelect(client, event, FD_READ | FD_WRITE | FD_CLOSE);
    std::string queue;
    ULONGLONG moved_at = 0;
    for (;;) {
        WSAWaitForMultipleEvents(1, &event, FALSE, 1000, FALSE);
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(client, event, &happened);
        char text[100];
        for (int n; (n = recv(client, text, sizeof(text), 0)) > 0;) {
            if (queue.empty()) moved_at = GetTickCount64();
            queue.append(text, n);
        }
        while (!queue.empty() && send(client, queue.data(), 1, 0) == 1) {
            queue.erase(0, 1);
            moved_at = GetTickCount64();
        }
        if (!queue.empty() && GetTickCount64() - moved_at >= 3000) break;
    }
    closesocket(client);
    WSACloseEvent(event);
    Sleep(INFINITE);
}
