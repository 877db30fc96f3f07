// # A small framework
//
// One thread lets clients in. Workers serve them, each at most
// 63: a wait has room for these and for the worker's wake-up.
// When all are full there is one more; who has had nobody for a
// while is dismissed. Ctrl-C ends it all.
#include <winsock2.h>

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Who catches it decides whom it costs: one client, or all.
static void check(bool good, const std::string& what) {
    if (!good) {
        std::string error = std::to_string(WSAGetLastError());
        throw std::runtime_error(what + ": error " + error);
    }
}

// ## One owner for each handle
//
// It closes the handle at its own end, whichever way leads there.
struct WinsockLibrary {
    WinsockLibrary() {
        WSADATA data;
        check(WSAStartup(MAKEWORD(2, 2), &data) == 0, "WSAStartup");
    }
    ~WinsockLibrary() { WSACleanup(); }
};

struct Event {
    const WSAEVENT handle = WSACreateEvent();
    Event() { check(handle != WSA_INVALID_EVENT, "new event"); }
    Event(const Event&) = delete;
    ~Event() { WSACloseEvent(handle); }
    void set() { check(WSASetEvent(handle), "set event"); }
    void reset() { check(WSAResetEvent(handle), "reset event"); }
};

struct Socket {
    const SOCKET handle;
    explicit Socket(SOCKET s) : handle(s) {
        check(handle != INVALID_SOCKET, "new socket");
    }
    Socket(const Socket&) = delete;
    ~Socket() { closesocket(handle); }
    void select(const Event& event, long mask) {
        check(WSAEventSelect(handle, event.handle, mask) == 0,
              "select events");
    }
};

struct Lock {
    CRITICAL_SECTION section;
    Lock() { InitializeCriticalSection(&section); }
    Lock(const Lock&) = delete;
    ~Lock() { DeleteCriticalSection(&section); }
    void lock() { EnterCriticalSection(&section); }
    void unlock() { LeaveCriticalSection(&section); }
};

// The first that is signalled; `count` if the time is over.
static size_t wait_for(const WSAEVENT* events, size_t count,
                       DWORD milliseconds) {
    DWORD woken = WSAWaitForMultipleEvents(
        (DWORD)count, events, FALSE, milliseconds, FALSE);
    check(woken != WSA_WAIT_FAILED, "wait");
    return woken == WSA_WAIT_TIMEOUT ? count : woken;
}

// ## A connection
//
// It is handed from thread to thread, and never shared.
struct Connection {
    // What is declared last ends first: here the socket.
    Event event;
    Socket socket;
    std::string unsent;
    ULONGLONG stuck_since = 0;
    bool leaving = false;

    explicit Connection(SOCKET accepted) : socket(accepted) {
        socket.select(event, FD_READ | FD_WRITE | FD_CLOSE);
    }

    // One turn. False, here and below: the connection is over.
    bool serve() {
        WSANETWORKEVENTS happened = {};
        if (WSAEnumNetworkEvents(socket.handle, event.handle,
                                 &happened) != 0 ||
            happened.iErrorCode[FD_CLOSE_BIT] != 0) {
            return false;
        }
        leaving = leaving || (happened.lNetworkEvents & FD_CLOSE);
        return send_unsent() && receive() && send_unsent();
    }

    bool send_unsent() {
        while (!unsent.empty()) {
            int n = send(socket.handle, unsent.data(),
                         (int)unsent.size(), 0);
            if (n == SOCKET_ERROR) {
                ULONGLONG now = GetTickCount64();
                stuck_since = stuck_since != 0 ? stuck_since : now;
                return WSAGetLastError() == WSAEWOULDBLOCK &&
                       now - stuck_since < 20000;
            }
            unsent.erase(0, (size_t)n);
            stuck_since = 0;
        }
        return true;
    }

    // Once: then it is somebody else's turn. And not before all
    // has been sent: who does not listen is not listened to.
    bool receive() {
        if (!unsent.empty()) {
            return true;
        }
        char text[4096];
        int n = recv(socket.handle, text, sizeof(text), 0);
        if (n <= 0) {
            return n < 0 && WSAGetLastError() == WSAEWOULDBLOCK;
        }
        unsent.assign(text, (size_t)n);
        // FD_CLOSE is told once, however much is still unread. So
        // who leaves asks for the next turn itself.
        if (leaving) {
            event.set();
        }
        return true;
    }
};
using Client = std::unique_ptr<Connection>;

// ## A worker
class Worker {
public:
    // The accepting thread owns it, and calls these.
    explicit Worker(size_t most) : most_(most) {
        thread_ = CreateThread(NULL, 0, run, this, 0, NULL);
        check(thread_ != NULL, "new thread");
    }
    ~Worker() {
        dismiss();
        WaitForSingleObject(thread_, INFINITE);
        CloseHandle(thread_);
    }

    void dismiss() {
        std::lock_guard locked(lock_);
        dismissed_ = true;
        wake_up_.set();
    }

    // False if it is full.
    bool take(Client& client) {
        std::lock_guard locked(lock_);
        if (load_ == most_) {
            return false;
        }
        load_++;
        idle_ = false;
        joining_.push_back(std::move(client));
        wake_up_.set();
        return true;
    }

    // Whether it has had nobody since this was asked before.
    bool is_idle() {
        std::lock_guard locked(lock_);
        return std::exchange(idle_, load_ == 0) && idle_;
    }

private:
    // The rest is done by its own thread.
    static DWORD WINAPI run(LPVOID worker) {
        ((Worker*)worker)->work();
        return 0;
    }

    // The first wait of a turn sleeps. The others only look, each
    // behind whoever was served last: nobody is served twice
    // before everybody else, and who is silent is not asked.
    void work() {
        while (works_) {
            size_t slot = signalled(0, slow_ ? 1000 : INFINITE);
            while (slot < events_.size()) {
                slot = signalled(serve(slot), 0);
            }
            remind_the_slow();
        }
    }

    size_t signalled(size_t first, DWORD time) {
        size_t count = events_.size() - first;
        return first + (count > 0
                            ? wait_for(&events_[first], count, time)
                            : 0);
    }

    // Says where the turn goes on.
    size_t serve(size_t slot) {
        if (slot == 0) {
            return take_over();
        }
        Connection& client = *clients_[slot - 1];
        bool stays = client.serve();
        slow_ = slow_ || !client.unsent.empty();
        return stays ? slot + 1 : remove(slot);
    }

    // Reset, then empty: who joins later sets it again.
    size_t take_over() {
        wake_up_.reset();
        std::lock_guard locked(lock_);
        for (Client& client : joining_) {
            events_.push_back(client->event.handle);
            clients_.push_back(std::move(client));
        }
        joining_.clear();
        works_ = !dismissed_;
        return 1;
    }

    // The last one moves up, in both tables, and is next.
    size_t remove(size_t slot) {
        std::swap(clients_[slot - 1], clients_.back());
        std::swap(events_[slot], events_.back());
        clients_.pop_back();
        events_.pop_back();
        std::lock_guard locked(lock_);
        load_--;
        return slot;
    }

    // Who has something unsent gets a turn each second.
    void remind_the_slow() {
        if (!slow_ || GetTickCount64() < next_round_) {
            return;
        }
        next_round_ = GetTickCount64() + 1000;
        slow_ = false;
        for (Client& client : clients_) {
            if (!client->unsent.empty()) {
                client->event.set();
            }
        }
    }

    // Its own. Slot `i` is the event of `clients_[i - 1]`.
    Event wake_up_;
    std::vector<WSAEVENT> events_{wake_up_.handle};
    std::vector<Client> clients_;
    bool works_ = true;
    bool slow_ = false;
    ULONGLONG next_round_ = 0;

    // Shared, so only under the lock.
    Lock lock_;
    std::vector<Client> joining_;
    size_t load_ = 0;
    bool dismissed_ = false;

    // The accepting thread's.
    size_t most_;
    bool idle_ = false;
    HANDLE thread_;
};
using Workers = std::vector<std::unique_ptr<Worker>>;

// ## The accepting thread
static void listen_on(Socket& listener, int port) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)port);
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    int bound =
        bind(listener.handle, (sockaddr*)&address, sizeof(address));
    check(bound == 0, "This port cannot be used");
    check(listen(listener.handle, SOMAXCONN) == 0, "listen");
}

static void let_in(SOCKET accepted, Workers& workers,
                   size_t most) try {
    auto client = std::make_unique<Connection>(accepted);
    for (auto& worker : workers) {
        if (worker->take(client)) {
            return;
        }
    }
    workers.push_back(std::make_unique<Worker>(most));
    workers.back()->take(client);
} catch (const std::exception& failure) {
    fprintf(stderr, "A client is turned away: %s\n",
            failure.what());
}

static WSAEVENT stop_event;

static BOOL WINAPI on_ctrl_c(DWORD) {
    return WSASetEvent(stop_event);
}

int main(int argc, char* argv[]) try {
    setvbuf(stdout, NULL, _IONBF, 0);
    int port = argc > 1 ? atoi(argv[1]) : 4567;
    int most = argc > 2 ? atoi(argv[2]) : 63;
    check(port >= 1 && port <= 65535 && most >= 1 && most <= 63,
          "usage: server [port [clients per worker, at most 63]]");

    WinsockLibrary library;
    Event stop;
    stop_event = stop.handle;
    check(SetConsoleCtrlHandler(on_ctrl_c, TRUE), "Ctrl-C");

    // In the end nobody comes in any more, then the workers go.
    Workers workers;
    Event coming;
    Socket listener(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    listen_on(listener, port);
    listener.select(coming, FD_ACCEPT);
    printf("Listening on 127.0.0.1, port %d\n", port);

    WSAEVENT events[] = {stop.handle, coming.handle};
    ULONGLONG next_round = 0;
    size_t woken = 1;
    while (woken != 0) {
        if (GetTickCount64() >= next_round) {
            next_round = GetTickCount64() + 10000;
            std::erase_if(workers, [](auto& worker) {
                return worker->is_idle();
            });
        }
        woken =
            wait_for(events, 2, workers.empty() ? INFINITE : 10000);
        WSANETWORKEVENTS happened = {};
        WSAEnumNetworkEvents(listener.handle, coming.handle,
                             &happened);
        if (happened.lNetworkEvents & FD_ACCEPT) {
            let_in(accept(listener.handle, NULL, NULL), workers,
                   (size_t)most);
        }
    }
    for (auto& worker : workers) {
        worker->dismiss();
    }
    SetConsoleCtrlHandler(on_ctrl_c, FALSE);
} catch (const std::exception& failure) {
    fprintf(stderr, "%s\n", failure.what());
    return 1;
}
