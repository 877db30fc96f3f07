// An acceptor that hands each connection to one of two workers, each with a queue of its own.
#include <process.h>
#include <windows.h>
#include <winsock2.h>

struct Worker {
    CRITICAL_SECTION lock;
    HANDLE wake_up;
    HANDLE thread;
    SOCKET joining[64];
    int joining_count;
};

static unsigned work(void* argument) {
    Worker& me = *(Worker*)argument;
    WSAEVENT events[64];
    SOCKET sockets[64];
    int total = 1;
    events[0] = me.wake_up;
    for (;;) {
        int index = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        if (index == 0) {
            // Reset first: whoever joins from here on sets it again.
            ResetEvent(me.wake_up);
            EnterCriticalSection(&me.lock);
            while (me.joining_count > 0) {
                sockets[total] = me.joining[--me.joining_count];
                events[total] = WSACreateEvent();
                WSAEventSelect(sockets[total], events[total], FD_READ | FD_CLOSE);
                total++;
            }
            LeaveCriticalSection(&me.lock);
            continue;
        }
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[index], events[index], &happened);
        char text[256];
        int n = recv(sockets[index], text, sizeof(text), 0);
        if (n > 0) send(sockets[index], text, n, 0);
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(sockets[index]);
            WSACloseEvent(events[index]);
            total--;
            sockets[index] = sockets[total];
            events[index] = events[total];
        }
    }
}

static Worker workers[2];

int main() {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    for (Worker& worker : workers) {
        InitializeCriticalSection(&worker.lock);
        worker.wake_up = CreateEvent(NULL, TRUE, FALSE, NULL);
        worker.thread = (HANDLE)_beginthreadex(NULL, 0, work, &worker, 0, NULL);
    }
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, 5);
    for (int next = 0;; next = 1 - next) {
        SOCKET client = accept(listener, NULL, NULL);
        EnterCriticalSection(&workers[next].lock);
        workers[next].joining[workers[next].joining_count++] = client;
        LeaveCriticalSection(&workers[next].lock);
        SetEvent(workers[next].wake_up);
    }
}
