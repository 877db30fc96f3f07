// Joins a std::thread twice, and one that has never run; each time it is told so.
#include <system_error>
#include <thread>

#include "start.h"

static void join(std::thread& thread) {
    try {
        thread.join();
        printf("joined\n");
    } catch (const std::system_error& error) {
        printf("%d\n", error.code().value());
    }
}

int main() {
    SOCKET listener = start();
    closesocket(accept(listener, NULL, NULL));
    std::thread worker([] { Sleep(1000); });
    join(worker);
    join(worker);
    std::thread none;
    join(none);
    std::thread* itself;
    std::thread self([&] { join(*itself); });
    itself = &self;
    join(self);
    std::thread let_go([] { Sleep(INFINITE); });
    let_go.detach();
    join(let_go);
    accept(listener, NULL, NULL);
}
