// Ends as it should, but with an exit code that says otherwise.
#include "stops.h"

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(set_stop_event, TRUE);
    serve_until_told(start());
    CloseHandle(stop_event);
    return 3;
}
