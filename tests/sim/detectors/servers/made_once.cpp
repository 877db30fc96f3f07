// A static in a function, and what std::call_once does: whoever comes first makes a call there, in
// which the other one may come.
#include <mutex>
#include <thread>

#include "start.h"

static HANDLE the_event() {
    static HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
    return event;
}

static int made = 0;
static std::once_flag once;

static void use() {
    SetEvent(the_event());
    std::call_once(once, [] {
        GetTickCount64();
        made++;
    });
    if (made != 1) CloseHandle(NULL);
}

int main() {
    SOCKET listener = start();
    closesocket(accept(listener, NULL, NULL));
    {
        std::jthread other(use);
        use();
    }
    CloseHandle(the_event());
    accept(listener, NULL, NULL);
}
