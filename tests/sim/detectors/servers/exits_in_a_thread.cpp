// A thread ends the process, while main() waits, from inside a handler.
#include <process.h>

#include <stdexcept>

#include "start.h"

static unsigned other(void* argument) {
    accept((SOCKET)argument, NULL, NULL);
    try {
        throw std::runtime_error("enough");
    } catch (const std::exception&) {
        exit(7);
    }
}

int main() {
    SOCKET listener = start();
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, other, (void*)listener, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
}
