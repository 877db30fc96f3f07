#pragma once

#include <process.h>
#include <stdio.h>

#include "start.h"

// An acceptor that hands each connection over to one worker. How the worker takes them differs.
struct Worker {
    CRITICAL_SECTION lock;
    HANDLE wake_up;
    SOCKET joining[64];
    int joining_count;
};

inline Worker worker;

// Takes one that has joined; INVALID_SOCKET if there is none.
inline SOCKET take_one() {
    EnterCriticalSection(&worker.lock);
    SOCKET s = INVALID_SOCKET;
    if (worker.joining_count > 0) s = worker.joining[--worker.joining_count];
    LeaveCriticalSection(&worker.lock);
    return s;
}

void take_all_that_joined();

inline SOCKET sockets[64];
inline WSAEVENT events[64];
inline DWORD total = 1;

inline void add(SOCKET s) {
    sockets[total] = s;
    events[total] = WSACreateEvent();
    WSAEventSelect(s, events[total], FD_READ | FD_CLOSE);
    total++;
}

inline unsigned work(void*) {
    events[0] = worker.wake_up;
    for (;;) {
        DWORD i = WSAWaitForMultipleEvents(total, events, FALSE, WSA_INFINITE, FALSE);
        if (i == 0) {
            take_all_that_joined();
            continue;
        }
        WSANETWORKEVENTS happened;
        WSAEnumNetworkEvents(sockets[i], events[i], &happened);
        char text[100];
        while (recv(sockets[i], text, sizeof(text), 0) > 0) {
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            closesocket(sockets[i]);
            WSACloseEvent(events[i]);
            sockets[i] = sockets[--total];
            events[i] = events[total];
        }
    }
}

inline int run_with_worker() {
    InitializeCriticalSection(&worker.lock);
    worker.wake_up = CreateEvent(NULL, TRUE, FALSE, NULL);
    if (worker.wake_up == NULL) {
        printf("There is no event for the worker.\n");
        return 1;
    }
    SOCKET listener = start();
    _beginthreadex(NULL, 0, work, NULL, 0, NULL);
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        if (client == INVALID_SOCKET) continue;
        EnterCriticalSection(&worker.lock);
        worker.joining[worker.joining_count++] = client;
        LeaveCriticalSection(&worker.lock);
        SetEvent(worker.wake_up);
    }
}
