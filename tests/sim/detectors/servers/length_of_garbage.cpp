// The length for recv is that of what the buffer holds before anything is in it.
#include "start.h"

int main() {
    SOCKET listener = start();
    SOCKET client = accept(listener, NULL, NULL);
    for (;;) {
        char text[64];
        int length = 0;
        while (length < 1000 && (length >= 64 || text[length] != '\0')) length++;
        int n = recv(client, text, length, 0);
        if (n <= 0) Sleep(INFINITE);
    }
}
