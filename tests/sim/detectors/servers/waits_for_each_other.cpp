// main() waits for its thread to end, and the thread for an event that only main() would set.
#include <process.h>

#include "start.h"

static HANDLE done;

static unsigned other(void*) {
    WaitForSingleObject(done, INFINITE);
    return 0;
}

int main() {
    start();
    done = CreateEvent(NULL, TRUE, FALSE, NULL);
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, other, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    SetEvent(done);
}
