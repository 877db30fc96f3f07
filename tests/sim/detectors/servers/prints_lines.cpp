// Keeps what it reads until a line is complete, and prints whole lines.
#include <iostream>
#include <map>
#include <string>

#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT);
    std::map<SOCKET, std::string> lines;
    for (;;) {
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        WSAResetEvent(event);
        SOCKET client;
        while ((client = accept(listener, NULL, NULL)) != INVALID_SOCKET) {
            WSAEventSelect(client, event, FD_READ | FD_CLOSE);
            lines[client];
        }
        for (auto it = lines.begin(); it != lines.end();) {
            auto& [s, line] = *it;
            char byte;
            int n;
            while ((n = recv(s, &byte, 1, 0)) > 0) {
                line += byte;
                if (byte != '\n') continue;
                std::cout << "Client " << s << " says: " << line;
                line.clear();
            }
            const bool left = n == 0 || WSAGetLastError() != WSAEWOULDBLOCK;
            if (left) closesocket(s);
            it = left ? lines.erase(it) : ++it;
        }
    }
}
