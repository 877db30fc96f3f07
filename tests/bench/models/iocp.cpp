// An echo server with an I/O completion port, for Windows: one thread for all takes what has been
// completed. Each connection always has one operation under way, a WSARecv or a WSASend.

#include <winsock2.h>

#include <windows.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "windows_listener.h"

namespace {

struct Connection {
    OVERLAPPED operation{};
    SOCKET socket = INVALID_SOCKET;
    bool sends = false;
    char bytes[1024];
};

// False when it cannot even begin.
bool begin_receive(Connection& connection) {
    connection.operation = {};
    connection.sends = false;
    WSABUF buffer{sizeof connection.bytes, connection.bytes};
    DWORD flags = 0;
    return WSARecv(connection.socket, &buffer, 1, nullptr, &flags, &connection.operation,
                   nullptr) == 0 ||
           WSAGetLastError() == WSA_IO_PENDING;
}

bool begin_send(Connection& connection, DWORD size) {
    connection.operation = {};
    connection.sends = true;
    WSABUF buffer{size, connection.bytes};
    return WSASend(connection.socket, &buffer, 1, nullptr, 0, &connection.operation, nullptr) ==
               0 ||
           WSAGetLastError() == WSA_IO_PENDING;
}

void end(Connection* connection) {
    closesocket(connection->socket);
    delete connection;
}

void work(HANDLE port) {
    for (;;) {
        DWORD size = 0;
        ULONG_PTR key = 0;
        OVERLAPPED* operation = nullptr;
        const BOOL good = GetQueuedCompletionStatus(port, &size, &key, &operation, INFINITE);
        if (operation == nullptr) die("GetQueuedCompletionStatus");
        auto* const connection = reinterpret_cast<Connection*>(key);
        const bool goes_on =
            good != 0 && size > 0 &&
            (connection->sends ? begin_receive(*connection) : begin_send(*connection, size));
        if (!goes_on) end(connection);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const SOCKET listener = listen_on(argc, argv);
    const HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0);
    if (port == nullptr) die("CreateIoCompletionPort");
    for (int i = argc > 2 ? std::atoi(argv[2]) : 1; i > 0; --i) std::thread(work, port).detach();
    for (;;) {
        auto* const connection = new Connection;
        connection->socket = accept_from(listener);
        CreateIoCompletionPort(reinterpret_cast<HANDLE>(connection->socket), port,
                               reinterpret_cast<ULONG_PTR>(connection), 0);
        if (!begin_receive(*connection)) end(connection);
    }
}
