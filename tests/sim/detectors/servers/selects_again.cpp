// Each client gets an event that was made before it came; that of one which cannot be selected
// serves a later one.
#include "one_by_one.h"

WSAEVENT spare[2];

WSAEVENT event_for_next() {
    WSAEVENT event = spare[0];
    spare[0] = spare[1];
    return event;
}
void was_not_selected(WSAEVENT event) { spare[1] = event; }
void has_left(WSAEVENT event) {
    WSACloseEvent(event);
    spare[1] = WSACreateEvent();
}

int main() {
    spare[0] = WSACreateEvent();
    spare[1] = WSACreateEvent();
    return run_one_by_one();
}
