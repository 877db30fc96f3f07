// A worker is handed connections under a mutex that is held while its event is set, and while it
// takes them over.
#include <process.h>

#include <mutex>
#include <vector>

#include "start.h"

static std::mutex mutex;
static std::vector<SOCKET> joining;
static WSAEVENT wake_up;

static unsigned worker(void*) {
    while (true) {
        WSAWaitForMultipleEvents(1, &wake_up, FALSE, WSA_INFINITE, FALSE);
        std::lock_guard locked(mutex);
        WSAResetEvent(wake_up);
        for (SOCKET client : joining) closesocket(client);
        joining.clear();
    }
}

int main() {
    SOCKET listener = start();
    wake_up = WSACreateEvent();
    CloseHandle((HANDLE)_beginthreadex(NULL, 0, worker, NULL, 0, NULL));
    while (true) {
        SOCKET client = accept(listener, NULL, NULL);
        std::lock_guard locked(mutex);
        joining.push_back(client);
        WSASetEvent(wake_up);
    }
}
