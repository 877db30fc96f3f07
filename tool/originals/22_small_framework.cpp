// # A small framework
//
// You build it. What a handle needs, the main loop, and the names
// of the parts are there. Where it says **Yours**, the work is
// missing: it compiles, it listens, it stops at Ctrl-C, and it
// lets nobody in.
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
    void select(Event& event, long mask) {
        check(WSAEventSelect(handle, event.handle, mask) == 0,
              "select events");
    }
    WSANETWORKEVENTS enumerate(Event& event) {
        WSANETWORKEVENTS news = {};
        check(
            WSAEnumNetworkEvents(handle, event.handle, &news) == 0,
            "enumerate events");
        return news;
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

// The first that is signalled from there on; behind the last if
// the time is over.
static size_t wait_for(const std::vector<WSAEVENT>& events,
                       size_t first, DWORD milliseconds) {
    DWORD count = (DWORD)(events.size() - first);
    DWORD woken = WSAWaitForMultipleEvents(
        count, &events[first], FALSE, milliseconds, FALSE);
    check(woken != WSA_WAIT_FAILED, "wait");
    return first + (woken == WSA_WAIT_TIMEOUT ? count : woken);
}

// ## A connection
//
// It is handed from thread to thread, and never shared.
struct Connection {
    // First the socket: whatever fails now, somebody closes it.
    Socket socket;
    Event event;
    std::string unsent;
    ULONGLONG stuck_since = 0;
    bool leaving = false;

    explicit Connection(SOCKET accepted) : socket(accepted) {
        socket.select(event, FD_READ | FD_WRITE | FD_CLOSE);
    }

    // **Yours.** Send what is unsent, as far as the client takes
    // it. False if it is lost, or has taken nothing for 20
    // seconds.
    bool send_unsent() { return true; }

    // **Yours.** One turn: what has happened to this client, and
    // what is to be done? At most one `recv`, and none as long as
    // something is unsent. False when the connection is over.
    bool serve() { return true; }
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

    // **Yours.** The worker is to end, and to learn of it.
    void dismiss() {}

    // **Yours.** If there is a place, the client is the worker's
    // from now on, and the worker learns of it. Else false.
    bool take(Client& client) { return false; }

    // **Yours.**
    bool has_nobody() { return true; }

private:
    // The rest is done by its own thread.
    static DWORD WINAPI run(LPVOID worker) {
        ((Worker*)worker)->work();
        return 0;
    }

    // **Yours.** Wait, serve, and again, until it is dismissed. A
    // turn gives everybody who is signalled one turn, and asks
    // nobody who is silent. What does the first wait of a turn
    // do, what the next ones, and where do they begin?
    void work() {}

    // **Yours.** Slot 0 is signalled: what is first, to reset it
    // or to empty `joining_`?
    void take_over() {}

    // **Yours.** A client goes, from all that knows it, and its
    // place is free again: in which order?
    void remove(size_t slot) {}

    // **Yours.** Once a second, if somebody is slow: no client
    // tells us that its time is over.
    void remind_the_slow() {}

    // Its own. Slot `i` is the event of `clients_[i - 1]`.
    Event wake_up_;
    std::vector<WSAEVENT> events_{wake_up_.handle};
    std::vector<Client> clients_;
    bool works_ = true;
    bool slow_ = false;
    ULONGLONG next_round_ = 0;

    // Both threads', so only under the lock.
    Lock lock_;
    std::vector<Client> joining_;
    size_t load_ = 0;
    bool dismissed_ = false;

    const size_t most_;
    HANDLE thread_;
};
using Workers = std::vector<std::unique_ptr<Worker>>;

// ## The accepting thread
static void let_in(Socket& listener, Event& coming,
                   Workers& workers, size_t most) try {
    long news = listener.enumerate(coming).lNetworkEvents;
    if ((news & FD_ACCEPT) == 0) {
        return;
    }
    // **Yours.** Accept, and find a worker that takes the client.
    // If there is none, hire one.
} catch (const std::exception& failure) {
    fprintf(stderr, "Turned away: %s\n", failure.what());
}

static void listen_on(int port, Socket& listener) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)port);
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    SOCKET s = listener.handle;
    check(bind(s, (sockaddr*)&address, sizeof(address)) == 0 &&
              listen(s, SOMAXCONN) == 0,
          "This port cannot be used");
}

static WSAEVENT stop_event;

static BOOL WINAPI stop(DWORD) { return WSASetEvent(stop_event); }

int main(int argc, char* argv[]) try {
    setvbuf(stdout, NULL, _IONBF, 0);
    int port = argc > 1 ? atoi(argv[1]) : 4567;
    int most = argc > 2 ? atoi(argv[2]) : 63;
    if (port < 1 || port > 65535 || most < 1 || most > 63) {
        throw std::invalid_argument("server [port [1 to 63]]");
    }

    WinsockLibrary library;
    Event stopped;
    stop_event = stopped.handle;
    check(SetConsoleCtrlHandler(stop, TRUE), "Ctrl-C");

    // What is declared last ends first: nobody comes in any more,
    // and then the workers go.
    Workers workers;
    Event coming;
    Socket listener(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    listen_on(port, listener);
    listener.select(coming, FD_ACCEPT);
    printf("Listening on 127.0.0.1, port %d\n", port);

    std::vector<WSAEVENT> events{stopped.handle, coming.handle};
    size_t slot = 1;
    while (slot != 0) {
        slot =
            wait_for(events, 0, workers.empty() ? INFINITE : 10000);
        if (slot == 1) {
            let_in(listener, coming, workers, (size_t)most);
        } else if (slot == 2) {
            std::erase_if(workers, [](auto& worker) {
                return worker->has_nobody();
            });
        }
    }
    for (auto& worker : workers) {
        worker->dismiss();
    }
    SetConsoleCtrlHandler(stop, FALSE);
    return 0;
} catch (const std::exception& failure) {
    fprintf(stderr, "%s\n", failure.what());
    return 1;
}
