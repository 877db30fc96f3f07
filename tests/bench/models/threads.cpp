// An echo server with a thread for each connection.
//
// The simplest one there is: a thread waits in recv for its client and for nobody else. What it
// costs are the threads: a stack for each, which is mostly addresses until somebody touches it, and
// a change of threads for each echo.

#include <system_error>
#include <thread>

#include "listener.h"

namespace {

void serve(int descriptor) {
    char buffer[1024];
    for (;;) {
        const ssize_t size = recv(descriptor, buffer, sizeof buffer, 0);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) break;
        if (send(descriptor, buffer, static_cast<std::size_t>(size), MSG_NOSIGNAL) != size) break;
    }
    close(descriptor);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: PORT\n", stderr);
        return 2;
    }
    const int listener = listen_on(argv[1]);
    for (int threads = 0;; ++threads) {
        const int descriptor = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) die("accept4");
        try {
            std::thread(serve, descriptor).detach();
        } catch (const std::system_error& error) {
            std::fprintf(stderr, "no thread after %d: %s\n", threads, error.what());
            return 1;
        }
    }
}
