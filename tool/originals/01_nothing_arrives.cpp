// # A server that listens
//
// It waits for clients, reads what they say, and prints it. One
// thread serves all of them: each socket has an *event object*,
// and one call waits for all these objects at once.
#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Winsock must be started before it is used and cleaned up
// afterwards. This object does the one when it is made and the
// other when it goes away.
struct WinsockLibrary {
    WinsockLibrary() {
        WSADATA data;
        WSAStartup(MAKEWORD(2, 2), &data);
    }
    ~WinsockLibrary() { WSACleanup(); }
};

// The port that `text` names, or 0 if it does not name one.
static int port_from(const char* text) {
    char* end;
    long port = strtol(text, &end, 10);
    bool good = *end == '\0' && port >= 1 && port <= 65535;
    return good ? (int)port : 0;
}

int main(int argc, char* argv[]) {
    // When the output goes to a terminal, each line is shown at
    // once. When it goes through a pipe, the C library would save
    // the lines up until it has thousands of bytes. Whoever watches
    // this server wants to see a line when it is printed.
    setvbuf(stdout, NULL, _IONBF, 0);

    // `server` listens on port 4567, `server 5000` on port 5000.
    int port = argc > 1 ? port_from(argv[1]) : 4567;
    if (port == 0) {
        fprintf(stderr,
                "\"%s\" is not a port. Give a number from 1 to "
                "65535, for example 4567.\n",
                argv[1]);
        return 1;
    }

    WinsockLibrary library;

    // Two tables. Slot `i` of the one belongs to slot `i` of the
    // other: `events[i]` tells when something happens on
    // `sockets[i]`. `total` says how many slots are in use.
    WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS];
    SOCKET sockets[WSA_MAXIMUM_WAIT_EVENTS];
    int total = 0;

    // The listening socket: clients connect to it. Only those on
    // this machine can, unless the second word is `any`: then
    // `server 5000 any` is open to the network.
    //
    // A port has one owner. `bind` is the call where a second
    // server on the same port finds that out.
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

    // An event object for the listening socket. From here on
    // Winsock sets the event when a client wants to connect. The
    // pair goes into slot 0.
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT | FD_CLOSE);
    events[total] = event;
    sockets[total] = listener;
    total++;

    while (TRUE) {
        // Sleep until something happens on any of the sockets. The
        // answer is the slot of the event that is set.
        int index = WSAWaitForMultipleEvents(total, events, FALSE,
                                             WSA_INFINITE, FALSE);
        index = index - WSA_WAIT_EVENT_0;

        // If several events are set, the answer names the lowest
        // slot only. So each slot from there on is asked by itself,
        // and nobody is left out. A slot where nothing happens
        // within a second is passed over.
        for (int i = index; i < total; i++) {
            index = WSAWaitForMultipleEvents(1, &events[i], TRUE,
                                             1000, FALSE);
            if (index == (int)WSA_WAIT_FAILED ||
                index == WSA_WAIT_TIMEOUT) {
                continue;
            }

            // The event says *that* something happened. This call
            // says *what*: one bit for each kind of news, and a
            // status for each bit. It also resets the event.
            WSANETWORKEVENTS happened;
            WSAEnumNetworkEvents(sockets[i], events[i], &happened);

            if (happened.lNetworkEvents & FD_ACCEPT) {
                if (happened.iErrorCode[FD_ACCEPT_BIT] == 0) {
                    // Somebody wants to connect. If the tables are
                    // full, the client has to do without us.
                    if (total > WSA_MAXIMUM_WAIT_EVENTS) {
                        printf("Too many connections\n");
                        continue;
                    }
                    // Otherwise it gets a socket and an event of
                    // its own, in the next free slot.
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
                    // A client has said something. `recv` is told
                    // where the bytes may go and how long that
                    // place is; it returns how many came.
                    char text[256];
                    int n = recv(sockets[i], text, strlen(text), 0);
                    // A blank marks the end of what came.
                    if (n > 0) {
                        text[n] = ' ';
                        printf("Received: %s\n", text);
                    }
                }
            } else if (happened.lNetworkEvents & FD_CLOSE) {
                if (happened.iErrorCode[FD_CLOSE_BIT] == 0) {
                    // A client has left. Its socket is closed, and
                    // whoever stands behind it in the tables moves
                    // up by one, so that no gap remains.
                    closesocket(sockets[i]);
                    for (int j = i; j < total - 1; j++) {
                        sockets[j] = sockets[j + 1];
                        sockets[j] = sockets[j + 1];
                    }
                    total--;
                }
            } else if (happened.lNetworkEvents & FD_WRITE) {
                // There is room to send. This server only listens:
                // it has nothing to say.
            }
        }
    }
}
