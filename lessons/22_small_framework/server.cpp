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

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Who catches it decides whom it costs: one client, or all.
static void check(bool good, const char* what) {
    if (!good) {
        std::string error = std::to_string(WSAGetLastError());
        throw std::runtime_error(what + (": error " + error));
    }
}

// ## One owner for each handle
//
// It closes the handle at its own end, whichever way leads there.
struct Winsock {
    WSADATA data;
    Winsock() { check(WSAStartup(0x0202, &data) == 0, "Winsock"); }
    ~Winsock() { WSACleanup(); }
};

struct Event {
    const WSAEVENT handle = WSACreateEvent();
    Event() { check(handle != WSA_INVALID_EVENT, "new event"); }
    Event(const Event&) = delete;
    ~Event() { WSACloseEvent(handle); }
    void set() { check(WSASetEvent(handle), "set event"); }
};

struct Socket {
    const SOCKET handle;
    explicit Socket(SOCKET s) : handle(s) {
        check(handle != INVALID_SOCKET, "new socket");
    }
    Socket(const Socket&) = delete;
    ~Socket() { closesocket(handle); }
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

// ## A socket, and the event that tells what happens to it
struct Channel {
    // First the socket: whatever fails now, somebody closes it.
    Socket socket;
    Event event;
    Channel(SOCKET s, long mask) : socket(s) {
        int result = WSAEventSelect(s, event.handle, mask);
        check(result == 0, "select events");
    }
    WSANETWORKEVENTS enumerate() {
        WSANETWORKEVENTS news = {};
        int result = WSAEnumNetworkEvents(socket.handle,
                                          event.handle, &news);
        check(result == 0, "enumerate events");
        return news;
    }
};

// It is handed from thread to thread, and never shared.
struct Connection : Channel {
    std::string unsent;
    ULONGLONG stuck_at = 0;
    bool leaving = false;

    explicit Connection(SOCKET accepted)
        : Channel(accepted, FD_READ | FD_WRITE | FD_CLOSE) {}

    // **Yours.** One turn: what has happened to this client, and
    // what is to be done? At most one `recv`, and none as long as
    // something is unsent. False when the connection is over, and
    // when something failed: that costs this client alone.
    bool serve() { return true; }

    // **Yours.** Send what is unsent, as far as the client takes
    // it. False if it is lost. Since when does it take nothing?
    bool send_unsent() { return true; }
};
using Client = std::unique_ptr<Connection>;

// ## A worker
class Worker {
public:
    // The accepting thread owns it, and calls these.
    Worker() { check(thread_ != NULL, "new thread"); }
    ~Worker() {
        // **Yours.** It is to end, and to learn of it.
        WaitForSingleObject(thread_, INFINITE);
        CloseHandle(thread_);
    }

    // **Yours.** If there is a place, the client is the worker's
    // from now on, and the worker learns of it. Else false.
    bool take(Client& client, size_t most) { return false; }

    // **Yours.** True if it may be dismissed.
    bool has_nobody() { return false; }

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

    // **Yours.** If somebody takes nothing: who has done so for
    // 20 seconds goes. No client tells us that its time is over.
    void give_up() {}

    // **Yours.** A client goes, from both tables, and its place is
    // free again.
    void remove(size_t slot) {}

    // Its own. Slot `i` is the event of `clients_[i - 1]`.
    Event wake_up_;
    std::vector<WSAEVENT> events_{wake_up_.handle};
    std::vector<Client> clients_;
    bool slow_ = false;

    // Both threads', and `joining_` only under the lock.
    std::mutex mutex_;
    std::vector<Client> joining_;
    std::atomic<size_t> load_ = 0;
    std::atomic<bool> dismissed_ = false;

    // Last, so when it begins all else is there.
    HANDLE thread_ = CreateThread(NULL, 0, run, this, 0, NULL);
};
using Workers = std::vector<std::unique_ptr<Worker>>;

// ## The accepting thread
static void let_in(Channel& listener, Workers& workers,
                   size_t most) try {
    if ((listener.enumerate().lNetworkEvents & FD_ACCEPT) == 0) {
        return;
    }
    // **Yours.** Accept, and find a worker that takes the client.
    // If there is none, hire one.
} catch (const std::exception& failure) {
    fprintf(stderr, "Turned away: %s\n", failure.what());
}

static WSAEVENT stop_event;
static BOOL WINAPI stop(DWORD) { return WSASetEvent(stop_event); }

int main(int argc, char* argv[]) try {
    setvbuf(stdout, NULL, _IONBF, 0);
    int port = argc > 1 ? atoi(argv[1]) : 4567;
    int most = argc > 2 ? atoi(argv[2]) : 63;

    Winsock winsock;
    Event stopped;
    stop_event = stopped.handle;
    check(SetConsoleCtrlHandler(stop, TRUE), "Ctrl-C");

    // At the end the listener goes first, and then the workers.
    Workers workers;
    Channel listener(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP),
                     FD_ACCEPT);
    SOCKET s = listener.socket.handle;
    sockaddr_in at = {};
    at.sin_family = AF_INET;
    at.sin_port = htons((u_short)port);
    at.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    check(bind(s, (sockaddr*)&at, sizeof(at)) == 0, "bind");
    check(listen(s, SOMAXCONN) == 0, "listen");
    printf("Listening on 127.0.0.1, port %d\n", port);
    std::vector events{stopped.handle, listener.event.handle};
    while (size_t slot = wait_for(
               events, 0, workers.empty() ? INFINITE : 10000)) {
        if (slot == 1) {
            let_in(listener, workers, (size_t)most);
        } else {
            std::erase_if(workers,
                          [](auto& w) { return w->has_nobody(); });
        }
    }
    SetConsoleCtrlHandler(stop, FALSE);
    return 0;
} catch (const std::exception& failure) {
    fprintf(stderr, "%s\n", failure.what());
    return 1;
}
