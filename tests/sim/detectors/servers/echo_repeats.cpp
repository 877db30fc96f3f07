// A send that takes a part only is repeated from the beginning.
#include "echo.h"

void can_write(Connection& c) {
    while (!c.queue.empty()) {
        int n = send(c.socket, c.queue.data(), (int)c.queue.size(), 0);
        if (n < 0) return;
        if (n == (int)c.queue.size()) c.queue.clear();
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
