// Sends only when FD_WRITE comes, as if it came whenever there is room.
#include "echo.h"

void can_write(Connection& c) {
    if (c.queue.empty()) return;
    int n = send(c.socket, c.queue.data(), (int)c.queue.size(), 0);
    if (n > 0) c.queue.erase(0, n);
}

int can_read(Connection& c) {
    char text[100];
    int n = recv(c.socket, text, sizeof(text), 0);
    if (n > 0) c.queue.append(text, n);
    return n;
}

int main() { return run_echo(100000); }
