// Its handler says that it deals with it, and does nothing.
#include "stops.h"

static BOOL handle_stop(DWORD) { return TRUE; }

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(handle_stop, TRUE);
    serve_until_told(start());
    return 0;
}
