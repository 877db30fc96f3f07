// Nothing may leave its functions; and a destructor waits until all has been read.
#include "start.h"

struct Reader {
    SOCKET client;
    ~Reader() {
        char text[64];
        while (recv(client, text, sizeof(text), 0) > 0) {
        }
        closesocket(client);
    }
};

static SOCKET next(SOCKET listener) noexcept { return accept(listener, NULL, NULL); }

int main() {
    SOCKET listener = start();
    for (;;) Reader reader{next(listener)};
}
