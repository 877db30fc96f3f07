// A worker that has no event for a connection which was handed over closes that one.
#include "workers.h"

void take_all_that_joined() {
    ResetEvent(worker.wake_up);
    for (SOCKET s; (s = take_one()) != INVALID_SOCKET;) {
        WSAEVENT event = WSACreateEvent();
        if (event == WSA_INVALID_EVENT) {
            closesocket(s);
            continue;
        }
        WSAEventSelect(s, event, FD_READ | FD_CLOSE);
        sockets[total] = s;
        events[total++] = event;
    }
}

int main() { return run_with_worker(); }
