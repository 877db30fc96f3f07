// Reads up to 64 bytes into what has room for 16: a parameter, so the place does not say so.
#include "start.h"

static int read(SOCKET s, char* text) { return recv(s, text, 64, 0); }

int main() {
    SOCKET listener = start();
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        char large[64];
        char small[16];
        while (read(client, large) > 0 && read(client, small) > 0) {
        }
        closesocket(client);
    }
}
