// Sets aside a lot at the beginning, and more for each connection; all of it at once.
#include <memory>
#include <vector>

#include "start.h"

static std::vector<char> cache(3 << 20);

int main() {
    cache[0] = 1;
    cache.resize(4 << 20);
    SOCKET listener = start();
    std::vector<std::unique_ptr<char[]>> kept;
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        if (client == INVALID_SOCKET) continue;
        kept.push_back(std::make_unique<char[]>(2 << 20));
        char* last = (char*)malloc(100);
        while (recv(client, kept.back().get(), 2 << 20, 0) > 0) {
            // Grows, and is let go of again.
            last = (char*)realloc(last, 900000);
            last = (char*)realloc(last, 100);
            delete[] new char[900000];
        }
        free(last);
        closesocket(client);
    }
}
