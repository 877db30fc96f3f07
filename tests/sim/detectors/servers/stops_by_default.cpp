// Three handlers, and none of them deals with it.
#include "stops.h"

static BOOL say_first(DWORD event) {
    printf("first %u\n", (unsigned)event);
    return FALSE;
}

static BOOL say_second(DWORD event) {
    printf("second %u\n", (unsigned)event);
    return FALSE;
}

static BOOL say_third(DWORD event) {
    printf("third %u\n", (unsigned)event);
    return FALSE;
}

int main() {
    stop_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(say_first, TRUE);
    SetConsoleCtrlHandler(say_second, TRUE);
    SetConsoleCtrlHandler(say_third, TRUE);
    SetConsoleCtrlHandler(say_second, FALSE);
    serve_until_told(start());
    return 0;
}
