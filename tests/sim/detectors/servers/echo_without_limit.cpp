// The queue grows as long as a client says something and does not read.
#include "echo.h"

void can_write(Connection& c) {
    while (!c.queue.empty()) {
        int n = send(c.socket, c.queue.data(), 1, 0);
        if (n < 0) return;
        c.queue.erase(0, n);
    }
}

int can_read(Connection& c) {
    char text[4096];
    int n = recv(c.socket, text, sizeof(text), 0);
    if (n > 0) c.queue.append(text, n);
    if (c.queue.size() == (std::size_t)n) can_write(c);
    return n;
}

int main() { return run_echo((std::size_t)-1); }
