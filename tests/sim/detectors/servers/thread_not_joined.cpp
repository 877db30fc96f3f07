// Forgets a std::thread when it returns.
#include <thread>

#include "start.h"

int main() {
    SOCKET listener = start();
    std::thread worker([] { Sleep(1000); });
    accept(listener, NULL, NULL);
}
