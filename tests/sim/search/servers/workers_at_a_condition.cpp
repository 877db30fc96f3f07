// Two threads wait at one std::condition_variable for clients; one of them asks again whether it
// has to, and the other one does not.
#include <winsock2.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

static std::mutex lock;
static std::condition_variable changed;
static std::vector<SOCKET> joining;

static void release_one() {
    if (joining.empty()) return;
    closesocket(joining.back());
    joining.pop_back();
}

static void careful() {
    std::unique_lock locked(lock);
    for (;;) {
        changed.wait(locked, [] { return !joining.empty(); });
        release_one();
    }
}

static void careless() {
    std::unique_lock locked(lock);
    for (;;) {
        changed.wait(locked);
        release_one();
    }
}

int main() {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, 5);
    std::jthread one(careful), other(careless);
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        std::lock_guard locked(lock);
        joining.push_back(client);
        changed.notify_one();
    }
}
