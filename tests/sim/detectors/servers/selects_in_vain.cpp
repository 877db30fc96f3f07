// Each client gets a new event; that of one which cannot be selected is forgotten.
#include "one_by_one.h"

WSAEVENT event_for_next() { return WSACreateEvent(); }
void was_not_selected(WSAEVENT) {}
void has_left(WSAEVENT event) { WSACloseEvent(event); }

int main() { return run_one_by_one(); }
