// Tries a few hundred times before it gives up and sleeps: wasteful, and no endless loop.
#include "start.h"

int main() {
    SOCKET listener = start();
    SOCKET client = accept(listener, NULL, NULL);
    u_long on = 1;
    ioctlsocket(client, FIONBIO, &on);
    WSAEVENT event = WSACreateEvent();
    for (;;) {
        char text[16];
        int n = SOCKET_ERROR;
        for (int i = 0; i < 500 && n == SOCKET_ERROR; i++) n = recv(client, text, 16, 0);
        if (n == 0) break;
        WSAWaitForMultipleEvents(1, &event, FALSE, 50, FALSE);
    }
    closesocket(client);
    WaitForSingleObject(event, INFINITE);
}
