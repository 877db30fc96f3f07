// Does not even ask its handler.
#include "stops.h"

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(set_stop_event, TRUE);
    SetConsoleCtrlHandler(NULL, TRUE);
    serve_until_told(start());
    return 0;
}
