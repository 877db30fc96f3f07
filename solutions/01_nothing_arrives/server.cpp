// # Nothing arrives, repaired
//
// One argument has changed. The rest is the lesson's program, with
// what is worth knowing about it written beside it.
#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Constructor and destructor pair the two calls, so that every way
// out of `main` cleans up. Nobody can forget it.
struct WinsockLibrary {
    WinsockLibrary() {
        WSADATA data;
        WSAStartup(MAKEWORD(2, 2), &data);
    }
    ~WinsockLibrary() { WSACleanup(); }
};

// `strtol` stops at the first character that is no digit. The port
// is good if that was the end of the text.
static int port_from(const char* text) {
    char* end;
    long port = strtol(text, &end, 10);
    bool good = *end == '\0' && port >= 1 && port <= 65535;
    return good ? (int)port : 0;
}

int main(int argc, char* argv[]) {
    // A line must be visible when it is printed, also through a
    // pipe. That is how `./lab` and the tests watch this server.
    setvbuf(stdout, NULL, _IONBF, 0);

    int port = argc > 1 ? port_from(argv[1]) : 4567;
    if (port == 0) {
        fprintf(stderr,
                "\"%s\" is not a port. Give a number from 1 to "
                "65535, for example 4567.\n",
                argv[1]);
        return 1;
    }

    WinsockLibrary library;

    // Slot `i` of the one table belongs to slot `i` of the other.
    WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS];
    SOCKET sockets[WSA_MAXIMUM_WAIT_EVENTS];
    int total = 0;

    // Loopback unless the word `any` is given: a program for
    // practice should not be open to the network by accident.
    bool anywhere = argc > 2 && strcmp(argv[2], "any") == 0;
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address;
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)port);
    address.sin_addr.S_un.S_addr =
        htonl(anywhere ? INADDR_ANY : INADDR_LOOPBACK);
    if (bind(listener, (sockaddr*)&address, sizeof(address)) ==
        SOCKET_ERROR) {
        fprintf(stderr,
                "Cannot use port %d (Winsock error %d). Stop the "
                "program that has it, or choose another port.\n",
                port, WSAGetLastError());
        return 1;
    }
    listen(listener, 5);
    printf("Listening on %s, port %d\n",
           anywhere ? "every address" : "127.0.0.1", port);

    // From here on Winsock records what happens on the listener,
    // and sets the event when one of the two kinds is among it.
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT | FD_CLOSE);
    events[total] = event;
    sockets[total] = listener;
    total++;

    while (TRUE) {
        // This wait costs nothing while nothing happens. It does
        // cost everything if an event is always set: then it
        // returns at once, and the loop turns as fast as the
        // processor allows. A server that should be asleep and is
        // not has news that it never deals with.
        int index = WSAWaitForMultipleEvents(total, events, FALSE,
                                             WSA_INFINITE, FALSE);
        index = index - WSA_WAIT_EVENT_0;

        for (int i = index; i < total; i++) {
            // The wait names the lowest slot that is set. The later
            // ones are asked one by one.
            index = WSAWaitForMultipleEvents(1, &events[i], TRUE,
                                             1000, FALSE);
            if (index == (int)WSA_WAIT_FAILED ||
                index == WSA_WAIT_TIMEOUT) {
                continue;
            }

            // Takes what was recorded and resets the event, in one
            // step.
            WSANETWORKEVENTS happened;
            WSAEnumNetworkEvents(sockets[i], events[i], &happened);

            if (happened.lNetworkEvents & FD_ACCEPT) {
                if (happened.iErrorCode[FD_ACCEPT_BIT] == 0) {
                    if (total > WSA_MAXIMUM_WAIT_EVENTS) {
                        printf("Too many connections\n");
                        continue;
                    }
                    // The new client's socket, event and selection.
                    // Winsock reports FD_WRITE on it once, at once;
                    // the last branch takes that.
                    SOCKET client = accept(sockets[i], NULL, NULL);
                    WSAEVENT event = WSACreateEvent();
                    WSAEventSelect(client, event,
                                   FD_READ | FD_CLOSE | FD_WRITE);
                    events[total] = event;
                    sockets[total] = client;
                    total++;
                }
            } else if (happened.lNetworkEvents & FD_READ) {
                if (happened.iErrorCode[FD_READ_BIT] == 0) {
                    // Now `recv` is told the size of the place that
                    // the bytes go to. `sizeof` knows it when the
                    // program is compiled. `strlen` looks for a
                    // zero byte in what lies there *now*, before
                    // anything has come: its answer says nothing
                    // about the size of the place.
                    //
                    // Reading takes the bytes, so that FD_READ is
                    // recorded again only if more are waiting. A
                    // `recv` that asks for no bytes takes none; it
                    // returns 0, and what still waits is recorded
                    // as news again.
                    char text[256];
                    int n = recv(sockets[i], text, sizeof(text), 0);
                    if (n > 0) {
                        text[n] = ' ';
                        printf("Received: %s\n", text);
                    }
                }
            } else if (happened.lNetworkEvents & FD_CLOSE) {
                if (happened.iErrorCode[FD_CLOSE_BIT] == 0) {
                    // The client has left: its socket goes, and the
                    // tables close up.
                    closesocket(sockets[i]);
                    for (int j = i; j < total - 1; j++) {
                        sockets[j] = sockets[j + 1];
                        sockets[j] = sockets[j + 1];
                    }
                    total--;
                }
            } else if (happened.lNetworkEvents & FD_WRITE) {
                // Nothing to send.
            }
        }
    }
}
