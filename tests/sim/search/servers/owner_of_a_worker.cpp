// A worker that belongs to main(): its destructor waits for the thread, and takes away what the
// thread works on.
#include <windows.h>
#include <winsock2.h>

#include <memory>
#include <vector>

struct Worker {
    CRITICAL_SECTION lock;
    std::vector<WSAEVENT> events{WSACreateEvent()};
    std::unique_ptr<SOCKET> client;
    bool dismissed = false;
    HANDLE thread;

    Worker() {
        InitializeCriticalSection(&lock);
        thread = CreateThread(NULL, 0, run, this, 0, NULL);
    }
    ~Worker() {
        EnterCriticalSection(&lock);
        dismissed = true;
        WSASetEvent(events[0]);
        LeaveCriticalSection(&lock);
        WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
    }

    static DWORD WINAPI run(LPVOID worker) {
        ((Worker*)worker)->work();
        return 0;
    }
    void work() {
        for (bool goes_on = true; goes_on;) {
            DWORD count = (DWORD)events.size();
            DWORD index = WSAWaitForMultipleEvents(count, events.data(), FALSE, INFINITE, FALSE);
            if (index == 1) {
                WSANETWORKEVENTS news;
                WSAEnumNetworkEvents(*client, events[1], &news);
                char text[64];
                int n = recv(*client, text, sizeof(text), 0);
                if (n > 0) send(*client, text, n, 0);
                continue;
            }
            WSAResetEvent(events[0]);
            EnterCriticalSection(&lock);
            goes_on = !dismissed;
            bool joins = client && events.size() == 1;
            LeaveCriticalSection(&lock);
            if (!joins) continue;
            events.push_back(WSACreateEvent());
            WSAEventSelect(*client, events[1], FD_READ | FD_CLOSE);
        }
    }
};

int main() {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    std::unique_ptr<Worker> worker = std::make_unique<Worker>();
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, 5);
    for (;;) {
        SOCKET accepted = accept(listener, NULL, NULL);
        EnterCriticalSection(&worker->lock);
        worker->client = std::make_unique<SOCKET>(accepted);
        WSASetEvent(worker->events[0]);
        LeaveCriticalSection(&worker->lock);
    }
}
