// Listens, and waits for something else.
#include "start.h"

int main() {
    SOCKET listener = start();
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_CLOSE);
    WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
}
