#pragma once

#include <windows.h>

#include <cstdint>
#include <initializer_list>

// For a function that only this library knows: the optimiser may make it a part of whoever calls
// it, and need not keep it for others. Every call of a program passes through these.
#define WINSOCK_SIM_INNER [[gnu::visibility("hidden")]]

namespace winsock::sim {

// Every call that is a choice point: its name, and a letter for each argument that the history
// keeps: s socket, e event, h any handle, E the array of a wait, n number, t milliseconds,
// b truth, m mask, p a pointer (the history keeps whether there is one), l a lock (its number is
// only shown), T the number of a thread.
#define WINSOCK_SIM_CALLS(X)            \
    X(socket, "nnn")                    \
    X(bind, "sn")                       \
    X(listen, "sn")                     \
    X(accept, "s")                      \
    X(connect, "sn")                    \
    X(send, "snn")                      \
    X(recv, "snn")                      \
    X(shutdown, "sn")                   \
    X(closesocket, "s")                 \
    X(setsockopt, "snn")                \
    X(getsockopt, "snn")                \
    X(getsockname, "s")                 \
    X(getpeername, "s")                 \
    X(ioctlsocket, "snn")               \
    X(WSAStartup, "n")                  \
    X(WSACleanup, "")                   \
    X(WSACreateEvent, "")               \
    X(WSACloseEvent, "e")               \
    X(WSASetEvent, "e")                 \
    X(WSAResetEvent, "e")               \
    X(WSAEventSelect, "sem")            \
    X(WSAEnumNetworkEvents, "se")       \
    X(WSAWaitForMultipleEvents, "nEbt") \
    X(CreateEvent, "bb")                \
    X(SetEvent, "e")                    \
    X(ResetEvent, "e")                  \
    X(CloseHandle, "h")                 \
    X(WaitForSingleObject, "ht")        \
    X(WaitForMultipleObjects, "nEbt")   \
    X(CreateThread, "")                 \
    X(GetExitCodeThread, "h")           \
    X(Sleep, "t")                       \
    X(GetTickCount64, "")               \
    X(InitializeCriticalSection, "l")   \
    X(EnterCriticalSection, "l")        \
    X(TryEnterCriticalSection, "l")     \
    X(LeaveCriticalSection, "l")        \
    X(DeleteCriticalSection, "l")       \
    X(condition_wait, "t")              \
    X(condition_notify, "")             \
    X(atomic_wait, "t")                 \
    X(atomic_notify, "")                \
    X(thread_start, "")                 \
    X(thread_join, "T")                 \
    X(mutex_lock, "l")                  \
    X(Interlocked, "")                  \
    X(SetConsoleCtrlHandler, "pb")

enum class Api : std::uint8_t {
#define WINSOCK_SIM_CALL(name, arguments) name,
    WINSOCK_SIM_CALLS(WINSOCK_SIM_CALL)
#undef WINSOCK_SIM_CALL
};

const char* name_of(Api api);
/// The letters above.
const char* arguments_of(Api api);

/// A call about a socket, which is its first argument.
constexpr bool is_about_socket(Api api) {
    // A bit for each call: every call asks.
    constexpr std::uint64_t bits = [] {
        std::uint64_t all = 0;
        unsigned call = 0;
        for (const char* arguments : {
#define WINSOCK_SIM_CALL(name, arguments) arguments,
                 WINSOCK_SIM_CALLS(WINSOCK_SIM_CALL)
#undef WINSOCK_SIM_CALL
             }) {
            if (arguments[0] == 's') all |= std::uint64_t{1} << call;
            ++call;
        }
        return all;
    }();
    return (bits >> static_cast<unsigned>(api) & 1) != 0;
}

/// A wait for events or other objects.
constexpr bool waits_for_objects(Api api) {
    return api == Api::WSAWaitForMultipleEvents || api == Api::WaitForMultipleObjects ||
           api == Api::WaitForSingleObject;
}

/// A call that only lets go of something. It may stand in a destructor, which must not throw: an
/// execution never ends in one of these.
constexpr bool only_releases(Api api) {
    switch (api) {
        case Api::closesocket:
        case Api::shutdown:
        case Api::WSACleanup:
        case Api::WSACloseEvent:
        case Api::CloseHandle:
        case Api::SetEvent:
        case Api::WSASetEvent:
        case Api::LeaveCriticalSection:
        case Api::DeleteCriticalSection:
        case Api::condition_notify:
        case Api::atomic_notify: return true;
        default: return false;
    }
}

}  // namespace winsock::sim
