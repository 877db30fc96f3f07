// Its handler ends the program, whatever main() is about.
#include "stops.h"

static BOOL handle_stop(DWORD) {
    printf("Stopped\n");
    exit(0);
}

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(handle_stop, TRUE);
    serve_until_told(start());
    return 0;
}
