// Holds: all that both threads use stands under one
// CRITICAL_SECTION, and who is slow is asked once a second.
#include <winsock2.h>

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

static void check(bool good, const std::string& what) {
    if (!good) {
        std::string error = std::to_string(WSAGetLastError());
        throw std::runtime_error(what + ": error " + error);
    }
}

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
        int result = WSAEventSelect(handle, event.handle, mask);
        check(result == 0, "select events");
    }
    WSANETWORKEVENTS enumerate(Event& event) {
        WSANETWORKEVENTS news = {};
        int result =
            WSAEnumNetworkEvents(handle, event.handle, &news);
        check(result == 0, "enumerate events");
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

static size_t wait_for(const std::vector<WSAEVENT>& events,
                       size_t first, DWORD milliseconds) {
    DWORD count = (DWORD)(events.size() - first);
    DWORD woken = WSAWaitForMultipleEvents(
        count, &events[first], FALSE, milliseconds, FALSE);
    check(woken != WSA_WAIT_FAILED, "wait");
    return first + (woken == WSA_WAIT_TIMEOUT ? count : woken);
}

struct Connection {
    Socket socket;
    Event event;
    std::string unsent;
    ULONGLONG stuck_since = 0;
    bool leaving = false;

    explicit Connection(SOCKET accepted) : socket(accepted) {
        socket.select(event, FD_READ | FD_WRITE | FD_CLOSE);
    }

    bool send_unsent() {
        while (!unsent.empty()) {
            int n = send(socket.handle, unsent.data(),
                         (int)unsent.size(), 0);
            if (n == SOCKET_ERROR) {
                bool full = WSAGetLastError() == WSAEWOULDBLOCK;
                ULONGLONG now = GetTickCount64();
                stuck_since = stuck_since ? stuck_since : now;
                return full && now - stuck_since < 20000;
            }
            unsent.erase(0, (size_t)n);
            stuck_since = 0;
        }
        return true;
    }

    bool serve() {
        WSANETWORKEVENTS news = socket.enumerate(event);
        leaving = leaving || (news.lNetworkEvents & FD_CLOSE);
        if (news.iErrorCode[FD_CLOSE_BIT] != 0 || !send_unsent()) {
            return false;
        }
        if (!unsent.empty()) {
            return true;
        }
        char text[4096];
        int n = recv(socket.handle, text, sizeof(text), 0);
        if (n <= 0) {
            return n < 0 && WSAGetLastError() == WSAEWOULDBLOCK;
        }
        if (leaving) {
            event.set();
        }
        unsent.assign(text, (size_t)n);
        return send_unsent();
    }
};
using Client = std::unique_ptr<Connection>;

class Worker {
public:
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

    bool take(Client& client) {
        std::lock_guard locked(lock_);
        if (load_ == most_) {
            return false;
        }
        load_++;
        joining_.push_back(std::move(client));
        wake_up_.set();
        return true;
    }

    bool has_nobody() {
        std::lock_guard locked(lock_);
        return load_ == 0;
    }

private:
    static DWORD WINAPI run(LPVOID worker) {
        ((Worker*)worker)->work();
        return 0;
    }

    void work() {
        size_t first = 0;
        while (works_) {
            DWORD patience = slow_ ? 1000 : INFINITE;
            size_t slot =
                wait_for(events_, first, first > 0 ? 0 : patience);
            first = slot < events_.size() ? serve(slot) : slot;
            if (first == events_.size()) {
                first = 0;
                remind_the_slow();
            }
        }
    }

    size_t serve(size_t slot) {
        if (slot == 0) {
            return take_over();
        }
        bool stays = clients_[slot - 1]->serve();
        slow_ |= !clients_[slot - 1]->unsent.empty();
        return stays ? slot + 1 : remove(slot);
    }

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

    size_t remove(size_t slot) {
        clients_.erase(clients_.begin() + slot - 1);
        events_.erase(events_.begin() + slot);
        std::lock_guard locked(lock_);
        load_--;
        return slot;
    }

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

    Event wake_up_;
    std::vector<WSAEVENT> events_{wake_up_.handle};
    std::vector<Client> clients_;
    bool works_ = true;
    bool slow_ = false;
    ULONGLONG next_round_ = 0;

    Lock lock_;
    std::vector<Client> joining_;
    size_t load_ = 0;
    bool dismissed_ = false;

    const size_t most_;
    HANDLE thread_;
};
using Workers = std::vector<std::unique_ptr<Worker>>;

static void let_in(Socket& listener, Event& coming,
                   Workers& workers, size_t most) try {
    listener.enumerate(coming);
    Client client = std::make_unique<Connection>(
        accept(listener.handle, NULL, NULL));
    auto takes = [&](auto& w) { return w->take(client); };
    if (std::ranges::none_of(workers, takes)) {
        workers.push_back(std::make_unique<Worker>(most));
        takes(workers.back());
    }
} catch (const std::exception& failure) {
    fprintf(stderr, "Turned away: %s\n", failure.what());
}

static void listen_on(int port, SOCKET s) {
    sockaddr_in at = {};
    at.sin_family = AF_INET;
    at.sin_port = htons((u_short)port);
    at.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    check(bind(s, (sockaddr*)&at, sizeof(at)) == 0, "bind");
    check(listen(s, SOMAXCONN) == 0, "listen");
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

    Workers workers;
    Event coming;
    Socket listener(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    listen_on(port, listener.handle);
    listener.select(coming, FD_ACCEPT);
    printf("Listening on 127.0.0.1, port %d\n", port);

    std::vector<WSAEVENT> events{stopped.handle, coming.handle};
    while (size_t slot = wait_for(
               events, 0, workers.empty() ? INFINITE : 10000)) {
        if (slot == 1) {
            let_in(listener, coming, workers, (size_t)most);
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
