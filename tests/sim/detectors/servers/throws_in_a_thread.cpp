// An exception leaves a thread.
#include <process.h>

#include <stdexcept>

#include "start.h"

static unsigned other(void* argument) {
    accept((SOCKET)argument, NULL, NULL);
    throw std::runtime_error("enough");
}

int main() {
    SOCKET listener = start();
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, other, (void*)listener, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
}
