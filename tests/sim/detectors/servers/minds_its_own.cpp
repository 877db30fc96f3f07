// Right, and full of what a judge could take amiss: a name that the C library has, too, arrays that
// lie side by side, memory that nobody has written to, dice, and calls whose success it insists on.
#include "start.h"

int error = 0;
static char greeting[16] = "hello, who is t";
static char farewell[16] = "and goodbye";

static int length_of(const char* text) { return (int)strlen(text); }

static void insist(bool good) {
    if (!good) abort();
}

int main() {
    error = 1;
    greeting[15] = '\0';
    insist(length_of(greeting) == 15 && length_of(farewell) == 11);
    int dice = rand();
    char* text = (char*)malloc(256);
    char before = text[17];
    SOCKET listener = start();
    WSAEVENT event = WSACreateEvent();
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        while (recv(client, text, 256, 0) > 0) {
            // What is drawn, and what lay there, is the same each time.
            if (dice % 2 == 0) insist(WSASetEvent(event));
            if (before != 0) insist(WSASetEvent(event));
        }
        insist(WSAResetEvent(event));
        insist(closesocket(client) == 0);
    }
}
