// A server that misbehaves in the way that MISBEHAVIOUR names, once a client has connected.
#include <winsock2.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <thread>

static SOCKET listener;

[[maybe_unused]] static void hang() {
    volatile bool forever = true;
    while (forever) {
    }
}

[[maybe_unused]] static int goes_down(int depth) {
    return depth == 0 ? 0 : goes_down(depth + 1) + 1;
}

#if MISBEHAVIOUR == exits_while_loading
struct AtLoad {
    AtLoad() { _exit(3); }
} at_load;
#elif MISBEHAVIOUR == hangs_while_loading
struct AtLoad {
    AtLoad() { hang(); }
} at_load;
#elif MISBEHAVIOUR == crashes_while_loading
struct AtLoad {
    AtLoad() { raise(SIGSEGV); }
} at_load;
#endif

static void misbehave() {
#if MISBEHAVIOUR == crashes
    raise(SIGSEGV);
#elif MISBEHAVIOUR == aborts
    abort();
#elif MISBEHAVIOUR == hangs
    hang();
#elif MISBEHAVIOUR == sleeps
    for (;;) pause();
#elif MISBEHAVIOUR == waits_for_a_shared_mutex
    std::shared_mutex lock;
    std::unique_lock mine(lock);
    std::jthread waits([&] { std::shared_lock also(lock); });
    Sleep(1);
#elif MISBEHAVIOUR == exits
    exit(0);
#elif MISBEHAVIOUR == exits_at_once
    _exit(0);
#elif MISBEHAVIOUR == exits_quickly
    quick_exit(0);
#elif MISBEHAVIOUR == exits_in_a_thread
    std::thread([] { _exit(0); }).join();
#elif MISBEHAVIOUR == calls_itself
    goes_down(1);
#elif MISBEHAVIOUR == overruns
    char text[4];
    strcpy(text, "hostile");
#elif MISBEHAVIOUR == eats_memory
    for (;;) memset(malloc(1 << 20), 'x', 1 << 20);
#elif MISBEHAVIOUR == throws
    throw std::runtime_error("nobody catches this");
#elif MISBEHAVIOUR == prints_without_end
    for (;;) printf("the same again and again\n");
#elif MISBEHAVIOUR == writes_without_end
    static char text[65536];
    memset(text, 'x', sizeof text);
    for (;;) {
        if (write(1, text, sizeof text) < 0) abort();
    }
#elif MISBEHAVIOUR == closes_every_descriptor
    for (int fd = 0; fd < 1024; fd++) close(fd);
#elif MISBEHAVIOUR == forks
    if (fork() == 0) {
        for (;;) pause();
    }
#elif MISBEHAVIOUR == leaves_a_daemon
    if (fork() == 0) {
        setsid();
        if (fork() != 0) _exit(0);
        for (;;) pause();
    }
    wait(NULL);
#elif MISBEHAVIOUR == waits_for_the_disk
    // In the state in which a process is for a slow disk: whoever calls vfork() waits so for its
    // child.
    if (vfork() == 0) {
        usleep(2'500'000);
        _exit(0);
    }
#elif MISBEHAVIOUR == kills_itself
    kill(getpid(), SIGKILL);
#elif MISBEHAVIOUR == crashes_in_a_bad_moment || MISBEHAVIOUR == hangs_in_a_bad_moment
    // The client comes back between two looks.
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT);
    WSANETWORKEVENTS happened;
    WSAEnumNetworkEvents(listener, event, &happened);
    WSAResetEvent(event);
    WSAEnumNetworkEvents(listener, event, &happened);
    if (happened.lNetworkEvents & FD_ACCEPT) {
#if MISBEHAVIOUR == hangs_in_a_bad_moment
        hang();
#endif
        raise(SIGSEGV);
    }
    for (;;) Sleep(INFINITE);
#elif MISBEHAVIOUR == forges_a_verdict
    for (int fd = 3; fd < 1024; fd++) {
        if (write(fd, "done\n", 5) == 5) sleep(1);
    }
#elif MISBEHAVIOUR == returns
    return;
#endif
}

int main(int argc, char** argv) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)(argc > 1 ? atoi(argv[1]) : 4567));
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, 5);
    accept(listener, NULL, NULL);
    misbehave();
    return 0;
}
