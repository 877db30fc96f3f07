// An echo server with WSAEventSelect, nothing but the loop: a plain Winsock program.
//
// The main thread accepts and deals connections out to the workers in turn. A worker holds at most
// 63 of them, since a wait takes 64 events and the first is its own: set when a connection was
// handed to it. After a wait it serves the event that the wait returned and asks each later one by
// itself with a time-out of 0, so that no index starves the ones behind it.

#include <winsock2.h>

#include <windows.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace {

[[noreturn]] void die(const char* what) {
    std::fprintf(stderr, "%s: error %d\n", what, WSAGetLastError());
    std::exit(1);
}

WSAEVENT create_event() {
    const WSAEVENT event = WSACreateEvent();
    if (event == WSA_INVALID_EVENT) die("WSACreateEvent");
    return event;
}

class Worker {
public:
    // False when the worker holds as many connections as it can.
    bool take(SOCKET connection) {
        if (connections_ == WSA_MAXIMUM_WAIT_EVENTS - 1) return false;
        ++connections_;
        const std::lock_guard<std::mutex> lock(mutex_);
        handed_over_.push_back(connection);
        WSASetEvent(events_[0]);
        return true;
    }

    void run() {
        for (;;) {
            const DWORD first =
                WSAWaitForMultipleEvents(count_, events_, FALSE, WSA_INFINITE, FALSE);
            if (first == WSA_WAIT_FAILED) die("WSAWaitForMultipleEvents");
            DWORD i = first - WSA_WAIT_EVENT_0;
            if (!serve(i)) remove(i--);
            while (++i < count_) {
                const DWORD one = WSAWaitForMultipleEvents(1, &events_[i], TRUE, 0, FALSE);
                if (one == WSA_WAIT_FAILED) die("WSAWaitForMultipleEvents for one event");
                if (one == WSA_WAIT_EVENT_0 && !serve(i)) remove(i--);
            }
        }
    }

private:
    // Answers what has happened at an index. False when its connection is over.
    bool serve(DWORD i) {
        if (i == 0) {
            take_over();
            return true;
        }
        WSANETWORKEVENTS happened;
        if (WSAEnumNetworkEvents(sockets_[i], events_[i], &happened) != 0)
            die("WSAEnumNetworkEvents");
        if (happened.lNetworkEvents & FD_CLOSE) {
            while (happened.iErrorCode[FD_CLOSE_BIT] == 0 && echo(sockets_[i])) {
            }
            return false;
        }
        return (happened.lNetworkEvents & FD_READ) == 0 || echo(sockets_[i]);
    }

    // One recv, one send. False when there is nothing more to come.
    static bool echo(SOCKET connection) {
        char buffer[1024];
        const int size = recv(connection, buffer, sizeof buffer, 0);
        if (size == SOCKET_ERROR) return WSAGetLastError() == WSAEWOULDBLOCK;
        // A client of the benchmark has one message on its way, so the socket always has space.
        return size > 0 && send(connection, buffer, size, 0) == size;
    }

    void take_over() {
        const std::lock_guard<std::mutex> lock(mutex_);
        WSAResetEvent(events_[0]);
        for (const SOCKET connection : handed_over_) {
            const WSAEVENT event = create_event();
            if (WSAEventSelect(connection, event, FD_READ | FD_CLOSE) != 0) die("WSAEventSelect");
            sockets_[count_] = connection;
            events_[count_] = event;
            ++count_;
        }
        handed_over_.clear();
    }

    // Both arrays lose the same index.
    void remove(DWORD i) {
        closesocket(sockets_[i]);
        WSACloseEvent(events_[i]);
        --count_;
        sockets_[i] = sockets_[count_];
        events_[i] = events_[count_];
        --connections_;
    }

    SOCKET sockets_[WSA_MAXIMUM_WAIT_EVENTS] = {INVALID_SOCKET};
    WSAEVENT events_[WSA_MAXIMUM_WAIT_EVENTS] = {create_event()};
    DWORD count_ = 1;
    std::atomic<int> connections_{0};  // taken over or still to be
    std::mutex mutex_;
    std::vector<SOCKET> handed_over_;
};

SOCKET listen_on(const char* port) {
    const SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (listener == INVALID_SOCKET) die("socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<u_short>(std::atoi(port)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        die("bind");
    if (listen(listener, SOMAXCONN) != 0) die("listen");
    return listener;
}

// The next worker in turn that has a place, or none.
bool deal_out(std::vector<std::unique_ptr<Worker>>& workers, std::size_t& next, SOCKET connection) {
    for (std::size_t tries = 0; tries < workers.size(); ++tries) {
        Worker& worker = *workers[next];
        next = (next + 1) % workers.size();
        if (worker.take(connection)) return true;
    }
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    const int worker_count = argc > 2 ? std::atoi(argv[2]) : 0;
    if (worker_count < 1) {
        std::fputs("usage: PORT WORKERS\n", stderr);
        return 2;
    }
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) die("WSAStartup");
    const SOCKET listener = listen_on(argv[1]);

    std::vector<std::unique_ptr<Worker>> workers;
    for (int i = 0; i < worker_count; ++i) {
        workers.push_back(std::make_unique<Worker>());
        std::thread(&Worker::run, workers.back().get()).detach();
    }

    for (std::size_t next = 0;;) {
        const SOCKET connection = accept(listener, nullptr, nullptr);
        if (connection == INVALID_SOCKET) die("accept");
        if (!deal_out(workers, next, connection)) closesocket(connection);
    }
}
