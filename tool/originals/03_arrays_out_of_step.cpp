// # A server for several clients
//
// It waits for clients, reads what they say, and prints it: the
// server of the lesson before. This time the clients come and go.
#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct WinsockLibrary {
    WinsockLibrary() {
        WSADATA data;
        WSAStartup(MAKEWORD(2, 2), &data);
    }
    ~WinsockLibrary() { WSACleanup(); }
};

static int port_from(const char* text) {
    char* end;
    long port = strtol(text, &end, 10);
    bool good = *end == '\0' && port >= 1 && port <= 65535;
    return good ? (int)port : 0;
}

static void show(const char* text, int length) {
    printf("Received: ");
    fwrite(text, 1, (size_t)length, stdout);
    printf("\n");
}

int main(int argc, char* argv[]) {
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

    // Two tables, side by side. Slot `i` of the one belongs to slot
    // `i` of the other: `events[i]` tells about `sockets[i]`, and
    // the wait below wants its events in an array without gaps.
    WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS];
    SOCKET sockets[WSA_MAXIMUM_WAIT_EVENTS];
    int total = 0;

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

    // The listener has slot 0 and keeps it.
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT | FD_CLOSE);
    events[total] = event;
    sockets[total] = listener;
    total++;

    while (TRUE) {
        // Sleep until something happens. Then ask every slot from
        // the lowest that is set, so that nobody is left out.
        int index = WSAWaitForMultipleEvents(total, events, FALSE,
                                             WSA_INFINITE, FALSE);
        index = index - WSA_WAIT_EVENT_0;

        for (int i = index; i < total; i++) {
            index = WSAWaitForMultipleEvents(1, &events[i], TRUE,
                                             1000, FALSE);
            if (index == (int)WSA_WAIT_FAILED ||
                index == WSA_WAIT_TIMEOUT) {
                continue;
            }

            // What happened on this socket? The call also resets
            // its event.
            WSANETWORKEVENTS happened;
            WSAEnumNetworkEvents(sockets[i], events[i], &happened);

            if (happened.lNetworkEvents & FD_ACCEPT) {
                if (happened.iErrorCode[FD_ACCEPT_BIT] == 0) {
                    if (total > WSA_MAXIMUM_WAIT_EVENTS) {
                        printf("Too many connections\n");
                        continue;
                    }
                    // A new client takes the first slot behind the
                    // others.
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
                    char text[256];
                    int n = recv(sockets[i], text, sizeof(text), 0);
                    if (n > 0) {
                        show(text, n);
                    }
                }
            } else if (happened.lNetworkEvents & FD_CLOSE) {
                if (happened.iErrorCode[FD_CLOSE_BIT] == 0) {
                    // A client has left. Whoever stands behind it
                    // moves up by one, and there is one slot less
                    // in use.
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
