// Asks for the handler only when it serves already: told before, it is ended.
#include "stops.h"

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    SOCKET listener = start();
    SetConsoleCtrlHandler(set_stop_event, TRUE);
    serve_until_told(listener);
    CloseHandle(stop_event);
    return 0;
}
