// Wrong: each step is under the lock, and between the two whoever
// joins is cleared away.
#include <winsock2.h>

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

#include <mutex>
#include <string>
#include <vector>

static void check(bool good, const char* call) {
    if (!good) {
        fprintf(stderr, "%s: error %d\n", call, WSAGetLastError());
        exit(1);
    }
}

struct Connection {
    SOCKET socket;
    WSAEVENT event;
    std::string unsent;
    bool to_the_end = false;
};

struct Worker {
    std::mutex lock;
    std::vector<SOCKET> joining;
    int places = WSA_MAXIMUM_WAIT_EVENTS - 1;
    WSAEVENT wake_up = WSACreateEvent();

    std::vector<Connection> connections;
};

static bool hand_over(SOCKET client, Worker& worker) {
    worker.lock.lock();
    bool room = worker.places > 0;
    if (room) {
        worker.places--;
        worker.joining.push_back(client);
    }
    worker.lock.unlock();
    if (room) {
        WSASetEvent(worker.wake_up);
    }
    return room;
}

static void remove(size_t i, Worker& worker) {
    closesocket(worker.connections[i].socket);
    WSACloseEvent(worker.connections[i].event);
    worker.connections.erase(worker.connections.begin() + i);
    worker.lock.lock();
    worker.places++;
    worker.lock.unlock();
}

static void take_over(Worker& worker) {
    WSAResetEvent(worker.wake_up);
    worker.lock.lock();
    std::vector<SOCKET> joined = worker.joining;
    worker.lock.unlock();
    worker.lock.lock();
    worker.joining.clear();
    worker.lock.unlock();
    for (SOCKET client : joined) {
        printf("A client joins\n");
        WSAEVENT event = WSACreateEvent();
        worker.connections.push_back({client, event, ""});
        long mask = FD_READ | FD_WRITE | FD_CLOSE;
        if (WSAEventSelect(client, event, mask) != 0) {
            remove(worker.connections.size() - 1, worker);
        }
    }
}

static bool echo(Connection& client) {
    char text[512];
    int n = 0;
    while (TRUE) {
        while (!client.unsent.empty()) {
            int sent = send(client.socket, client.unsent.data(),
                            (int)client.unsent.size(), 0);
            if (sent == SOCKET_ERROR) {
                return WSAGetLastError() == WSAEWOULDBLOCK;
            }
            client.unsent.erase(0, (size_t)sent);
        }
        if (n > 0 && !client.to_the_end) {
            return true;
        }
        n = recv(client.socket, text, sizeof(text), 0);
        if (n <= 0) {
            return n < 0 && WSAGetLastError() == WSAEWOULDBLOCK;
        }
        client.unsent.assign(text, (size_t)n);
    }
}

static DWORD WINAPI work(LPVOID argument) {
    Worker& worker = *(Worker*)argument;
    while (TRUE) {
        size_t total = worker.connections.size() + 1;
        WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS] = {worker.wake_up};
        for (size_t i = 1; i < total; i++) {
            events[i] = worker.connections[i - 1].event;
        }
        DWORD index = WSAWaitForMultipleEvents(
            (DWORD)total, events, FALSE, WSA_INFINITE, FALSE);
        check(index != WSA_WAIT_FAILED, "waiting");
        if (index == 0) {
            take_over(worker);
            continue;
        }
        size_t first = index - 1;
        for (size_t i = first; i < worker.connections.size(); i++) {
            Connection& client = worker.connections[i];
            WSANETWORKEVENTS happened = {};
            WSAEnumNetworkEvents(client.socket, client.event,
                                 &happened);
            long news = happened.lNetworkEvents;
            if (news & FD_CLOSE) {
                client.to_the_end = true;
            }
            if (news != 0 && !echo(client)) {
                remove(i, worker);
                i--;
            }
        }
    }
}

int main(int argc, char* argv[]) {
    setvbuf(stdout, NULL, _IONBF, 0);
    int port = argc > 1 ? atoi(argv[1]) : 4567;
    if (port < 1 || port > 65535) {
        fprintf(stderr, "Give a port from 1 to 65535.\n");
        return 1;
    }

    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)port);
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    int bound =
        bind(listener, (sockaddr*)&address, sizeof(address));
    check(bound == 0, "bind");
    check(listen(listener, SOMAXCONN) == 0, "listen");
    printf("Listening on 127.0.0.1, port %d\n", port);

    WSAEVENT coming = WSACreateEvent();
    int selected = WSAEventSelect(listener, coming, FD_ACCEPT);
    check(selected == 0, "WSAEventSelect");

    Worker workers[2];
    for (Worker& worker : workers) {
        check(worker.wake_up != WSA_INVALID_EVENT,
              "WSACreateEvent");
        HANDLE thread =
            CreateThread(NULL, 0, work, &worker, 0, NULL);
        check(thread != NULL, "CreateThread");
    }

    while (TRUE) {
        DWORD index = WSAWaitForMultipleEvents(1, &coming, FALSE,
                                               WSA_INFINITE, FALSE);
        check(index != WSA_WAIT_FAILED, "waiting");
        WSANETWORKEVENTS happened = {};
        WSAEnumNetworkEvents(listener, coming, &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            SOCKET client = accept(listener, NULL, NULL);
            if (client != INVALID_SOCKET &&
                !hand_over(client, workers[0]) &&
                !hand_over(client, workers[1])) {
                closesocket(client);
            }
        }
    }
}
