// One client's failure ends the server.
#include "start.h"

int main() {
    SOCKET listener = start();
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        WSAEVENT event = WSACreateEvent();
        if (event == WSA_INVALID_EVENT) {
            printf("No event\n");
            return 1;
        }
        WSAEventSelect(client, event, FD_CLOSE);
        WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
        closesocket(client);
        WSACloseEvent(event);
    }
}
