// Whatever is thrown, it goes on: also when the execution is to end.
#include "start.h"

int main() {
    SOCKET listener = start();
    for (;;) {
        try {
            SOCKET client = accept(listener, NULL, NULL);
            closesocket(client);
        } catch (...) {
            printf("Never mind\n");
        }
    }
}
