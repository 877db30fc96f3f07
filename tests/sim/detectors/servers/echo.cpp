// Echoes with a queue for each connection; only what was sent leaves it, and a limit to it.
#include "echo.h"

void can_write(Connection& c) {
    while (!c.queue.empty()) {
        int n = send(c.socket, c.queue.data(), (int)c.queue.size(), 0);
        if (n < 0 && c.queue.size() > 1) {
            // Under one rule set a send is all or nothing: a smaller one may still fit.
            n = send(c.socket, c.queue.data(), 1, 0);
        }
        if (n < 0 && WSAGetLastError() != WSAEWOULDBLOCK) c.queue.clear();
        if (n < 0) return;
        c.queue.erase(0, n);
    }
}

int can_read(Connection& c) {
    char text[100];
    int n = recv(c.socket, text, sizeof(text), 0);
    if (n > 0) c.queue.append(text, n);
    can_write(c);
    return n;
}

int main() { return run_echo(1000); }
