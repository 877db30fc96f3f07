// Holds: std::jthread and std::chrono::steady_clock instead of
// CreateThread and GetTickCount64.
#include <winsock2.h>

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Who catches it decides whom it costs: one client, or all.
static void check(bool good, const char* what) {
    if (!good) {
        std::string error = std::to_string(WSAGetLastError());
        throw std::runtime_error(what + (": error " + error));
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
    std::optional<Clock::time_point> stuck_at;
    bool leaving = false;

    explicit Connection(SOCKET accepted)
        : Channel(accepted, FD_READ | FD_WRITE | FD_CLOSE) {}

    // One turn, and so at most one `recv`: who does not listen is
    // not listened to. False when it is over.
    bool serve() try {
        WSANETWORKEVENTS news = enumerate();
        leaving = leaving || (news.lNetworkEvents & FD_CLOSE);
        bool cut_off = news.iErrorCode[FD_CLOSE_BIT] != 0;
        return !cut_off && send_unsent() &&
               (!unsent.empty() || answer());
    } catch (const std::exception&) {
        return false;
    }

    bool answer() {
        char text[4096];
        int n = recv(socket.handle, text, sizeof(text), 0);
        if (n <= 0) {
            return n < 0 && WSAGetLastError() == WSAEWOULDBLOCK;
        }
        // FD_CLOSE is told once, however much is still unread. So
        // who leaves asks for the next turn itself.
        if (leaving) {
            event.set();
        }
        unsent.assign(text, (size_t)n);
        return send_unsent();
    }

    // As much as the client takes. False if it is lost.
    bool send_unsent() {
        while (!unsent.empty()) {
            int n = send(socket.handle, unsent.data(),
                         (int)unsent.size(), 0);
            if (n == SOCKET_ERROR) {
                stuck_at = stuck_at.value_or(Clock::now());
                return WSAGetLastError() == WSAEWOULDBLOCK;
            }
            unsent.erase(0, (size_t)n);
            stuck_at.reset();
        }
        return true;
    }
};
using Client = std::unique_ptr<Connection>;

class Worker {
public:
    // The accepting thread owns it, and calls these.
    ~Worker() {
        dismissed_ = true;
        WSASetEvent(wake_up_.handle);
    }

    // False if it is full.
    bool take(Client& client, size_t most) {
        bool has_room = load_ < most;
        if (has_room) {
            load_++;
            std::lock_guard locked(mutex_);
            joining_.push_back(std::move(client));
            wake_up_.set();
        }
        return has_room;
    }

    bool has_nobody() { return load_ == 0; }

private:
    // The rest is done by its own thread.

    // The first wait of a turn sleeps. The others only look, each
    // behind whoever was served last: nobody is served twice
    // before everybody else, and who is silent is not asked.
    void work() {
        size_t slot = 0;
        while (!dismissed_) {
            DWORD patience = slow_ ? 1000 : INFINITE;
            slot = wait_for(events_, slot, slot > 0 ? 0 : patience);
            if (slot == 0) {
                take_over();
                slot++;
            } else if (slot < events_.size()) {
                Connection& client = *clients_[slot - 1];
                bool stays = client.serve();
                slow_ = slow_ || client.stuck_at.has_value();
                slot = stays ? slot + 1 : remove(slot);
            }
            slot %= events_.size();
            if (slot == 0 && slow_) {
                give_up();
            }
        }
    }

    // Reset, then empty: who joins later sets it again.
    void take_over() {
        check(WSAResetEvent(wake_up_.handle), "reset event");
        std::lock_guard locked(mutex_);
        for (Client& client : joining_) {
            events_.push_back(client->event.handle);
            clients_.push_back(std::move(client));
        }
        joining_.clear();
    }

    // No client tells us that its time is over.
    void give_up() {
        slow_ = false;
        for (size_t slot = clients_.size(); slot > 0; slot--) {
            auto since = clients_[slot - 1]->stuck_at;
            slow_ = slow_ || since;
            if (since && Clock::now() - *since > 20s) {
                remove(slot);
            }
        }
    }

    // In both tables: the next one moves into this slot.
    size_t remove(size_t slot) {
        clients_.erase(clients_.begin() + slot - 1);
        events_.erase(events_.begin() + slot);
        load_--;
        return slot;
    }

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
    std::jthread thread_{[this] { work(); }};
};
using Workers = std::vector<std::unique_ptr<Worker>>;

static void let_in(Channel& listener, Workers& workers,
                   size_t most) try {
    if ((listener.enumerate().lNetworkEvents & FD_ACCEPT) == 0) {
        return;
    }
    Client client = std::make_unique<Connection>(
        accept(listener.socket.handle, NULL, NULL));
    auto takes = [&](auto& w) { return w->take(client, most); };
    if (std::ranges::none_of(workers, takes)) {
        workers.push_back(std::make_unique<Worker>());
        takes(workers.back());
    }
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
