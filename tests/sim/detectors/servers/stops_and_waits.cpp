// main() and the handler wait for each other.
#include "stops.h"

static HANDLE done;

static BOOL handle_stop(DWORD event) {
    WaitForSingleObject(done, INFINITE);
    return set_stop_event(event);
}

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    done = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(handle_stop, TRUE);
    SOCKET listener = start();
    WaitForSingleObject(stop_event, INFINITE);
    SetEvent(done);
    closesocket(listener);
    return 0;
}
