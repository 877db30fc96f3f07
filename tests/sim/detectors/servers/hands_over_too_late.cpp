// Empties the queue first and resets the wake-up then: who joins meanwhile is forgotten.
#include "workers.h"

void take_all_that_joined() {
    for (SOCKET s; (s = take_one()) != INVALID_SOCKET;) add(s);
    ResetEvent(worker.wake_up);
}

int main() { return run_with_worker(); }
