// When there is no event for a new client, an old one is sent away.
#include "start.h"

int main() {
    SOCKET listener = start();
    SOCKET last = INVALID_SOCKET;
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        WSAEVENT event = WSACreateEvent();
        if (event == WSA_INVALID_EVENT) {
            closesocket(last);
        } else {
            WSAEventSelect(client, event, FD_READ | FD_CLOSE);
        }
        last = client;
    }
}
