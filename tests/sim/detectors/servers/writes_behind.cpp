// Ends the text with a 0 byte, for which there is no room if the buffer is full.
#include "start.h"

int main() {
    SOCKET listener = start();
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        char text[16];
        int n;
        while ((n = recv(client, text, sizeof(text), 0)) > 0) {
            text[n] = '\0';
            printf("%s\n", text);
        }
        closesocket(client);
    }
}
