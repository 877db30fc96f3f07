// # A server that keeps everything
//
// What cannot be sent yet is kept until it can: not a byte is lost,
// however long it takes.
#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <algorithm>
#include <string>
#include <vector>

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

static void check(bool good, const char* call) {
    if (!good) {
        fprintf(stderr, "%s: error %d\n", call, WSAGetLastError());
        exit(1);
    }
}

struct Connection {
    SOCKET socket;
    // What it has said and not got back: as much as it takes.
    std::string unsent;
    bool leaving = false;
    bool lost = false;
};

struct Tables {
    std::vector<WSAEVENT> events;
    std::vector<Connection> connections;

    void add(SOCKET socket, WSAEVENT event) {
        events.push_back(event);
        connections.push_back({socket, ""});
    }
    void remove(size_t i) {
        closesocket(connections[i].socket);
        WSACloseEvent(events[i]);
        connections.erase(connections.begin() + i);
        events.erase(events.begin() + i);
    }
};

static void accept_from(SOCKET listener, Tables& tables) {
    SOCKET client = accept(listener, NULL, NULL);
    if (client == INVALID_SOCKET) {
        return;
    }
    WSAEVENT event = WSACreateEvent();
    long mask = FD_READ | FD_CLOSE | FD_WRITE;
    if (tables.events.size() == WSA_MAXIMUM_WAIT_EVENTS ||
        event == WSA_INVALID_EVENT ||
        WSAEventSelect(client, event, mask) != 0) {
        closesocket(client);
        WSACloseEvent(event);
        return;
    }
    tables.add(client, event);
}

static int receive(Connection& client) {
    char text[512];
    int n = recv(client.socket, text, sizeof(text), 0);
    if (n > 0) {
        client.unsent.append(text, (size_t)n);
    }
    return n;
}

// What `send` did not take stays.
static void send_unsent(Connection& client) {
    while (!client.unsent.empty()) {
        size_t size = std::min<size_t>(client.unsent.size(), 4096);
        int n =
            send(client.socket, client.unsent.data(), (int)size, 0);
        if (n == SOCKET_ERROR) {
            if (WSAGetLastError() != WSAEWOULDBLOCK) {
                client.lost = true;
            }
            return;
        }
        client.unsent.erase(0, (size_t)n);
    }
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

    bool anywhere = argc > 2 && strcmp(argv[2], "any") == 0;
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    check(listener != INVALID_SOCKET, "socket");
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
    check(listen(listener, 5) == 0, "listen");
    printf("Listening on %s, port %d\n",
           anywhere ? "every address" : "127.0.0.1", port);

    WSAEVENT event = WSACreateEvent();
    check(event != WSA_INVALID_EVENT, "WSACreateEvent");
    int selected =
        WSAEventSelect(listener, event, FD_ACCEPT | FD_CLOSE);
    check(selected == 0, "WSAEventSelect");

    Tables tables;
    tables.add(listener, event);

    while (TRUE) {
        DWORD index = WSAWaitForMultipleEvents(
            (DWORD)tables.events.size(), tables.events.data(),
            FALSE, WSA_INFINITE, FALSE);
        check(index != WSA_WAIT_FAILED, "waiting");

        for (size_t i = index; i < tables.events.size(); i++) {
            Connection& client = tables.connections[i];
            WSANETWORKEVENTS happened = {};
            WSAEnumNetworkEvents(client.socket, tables.events[i],
                                 &happened);
            long news = happened.lNetworkEvents;

            if (news & FD_ACCEPT) {
                accept_from(listener, tables);
                continue;
            }
            if (news & FD_READ) {
                receive(client);
            }
            if (news & FD_CLOSE) {
                while (receive(client) > 0) {
                }
                client.leaving = true;
                client.lost =
                    happened.iErrorCode[FD_CLOSE_BIT] != 0;
            }
            // Whatever woke us: what waits is offered.
            send_unsent(client);
            if (client.lost ||
                (client.leaving && client.unsent.empty())) {
                tables.remove(i);
                i--;
            }
        }
    }
}
