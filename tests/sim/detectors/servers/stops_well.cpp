// Stops when it is told to. Nobody asks its handler any more when the event is closed.
#include "stops.h"

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(set_stop_event, TRUE);
    serve_until_told(start());
    SetConsoleCtrlHandler(set_stop_event, FALSE);
    CloseHandle(stop_event);
    WSACleanup();
    return 0;
}
