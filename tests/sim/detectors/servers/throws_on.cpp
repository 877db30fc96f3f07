// Catches everything, cleans up with the calls it likes, and throws on.
#include "start.h"

static void serve(SOCKET listener) {
    SOCKET client = INVALID_SOCKET;
    try {
        for (;;) {
            client = accept(listener, NULL, NULL);
            char text[64];
            while (recv(client, text, sizeof(text), 0) > 0) {
            }
            closesocket(client);
        }
    } catch (...) {
        send(client, "sorry", 5, 0);
        closesocket(client);
        WSASetLastError(0);
        throw;
    }
}

int main() {
    try {
        serve(start());
    } catch (...) {
        GetTickCount64();
        throw;
    }
}
