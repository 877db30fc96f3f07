// Resets the wake-up first and empties the queue then: who joins meanwhile sets it again.
#include "workers.h"

void take_all_that_joined() {
    ResetEvent(worker.wake_up);
    for (SOCKET s; (s = take_one()) != INVALID_SOCKET;) add(s);
}

int main() { return run_with_worker(); }
