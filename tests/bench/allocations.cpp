// allocations: how often the memory allocator is called by a wait on 64 sockets where nothing
// happens. It may be called while a thread waits for the first time; after that, not once.
//
// Every operator new of the process and every malloc of the objects linked into it (--wrap in
// CMakeLists.txt) passes through the counter below.

#include <winsock2.h>

#include <windows.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {

std::atomic<unsigned long> allocations{0};

}  // namespace

// The linker's --wrap gives these names.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* block, std::size_t size);

void* __wrap_malloc(std::size_t size) {
    ++allocations;
    return __real_malloc(size);
}

void* __wrap_calloc(std::size_t count, std::size_t size) {
    ++allocations;
    return __real_calloc(count, size);
}

void* __wrap_realloc(void* block, std::size_t size) {
    ++allocations;
    return __real_realloc(block, size);
}
}
// NOLINTEND(bugprone-reserved-identifier)

// The other forms of new end in these two.
void* operator new(std::size_t size) {
    if (void* block = std::malloc(size)) return block;
    throw std::bad_alloc();
}

void* operator new(std::size_t size, std::align_val_t alignment) {
    ++allocations;
    void* block = nullptr;
    if (posix_memalign(&block, static_cast<std::size_t>(alignment), size) == 0) return block;
    throw std::bad_alloc();
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }

namespace {

constexpr DWORD all = WSA_MAXIMUM_WAIT_EVENTS;

[[noreturn]] void die(const char* what) {
    std::fprintf(stderr, "allocations: %s: error %d\n", what, WSAGetLastError());
    std::exit(1);
}

SOCKET checked(SOCKET socket, const char* what) {
    if (socket == INVALID_SOCKET) die(what);
    return socket;
}

// 64 connections within the process; only the accepted ends are selected.
void connect_all(SOCKET (&sockets)[all], WSAEVENT (&events)[all]) {
    const SOCKET listener = checked(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int size = sizeof address;
    auto* const where = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener, where, size) != 0) die("bind");
    if (listen(listener, SOMAXCONN) != 0) die("listen");
    if (getsockname(listener, where, &size) != 0) die("getsockname");
    for (DWORD i = 0; i < all; ++i) {
        const SOCKET client = checked(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP), "socket");
        if (connect(client, where, size) != 0) die("connect");
        sockets[i] = checked(accept(listener, nullptr, nullptr), "accept");
        events[i] = WSACreateEvent();
        if (WSAEventSelect(sockets[i], events[i], FD_READ | FD_CLOSE) != 0) die("WSAEventSelect");
    }
}

// Waits `times` times for `count` events and says how many allocations that took.
unsigned long count_allocations(const char* name, int times, DWORD count, const WSAEVENT* events,
                                DWORD milliseconds) {
    const unsigned long before = allocations;
    for (int i = 0; i < times; ++i) {
        const DWORD result = WSAWaitForMultipleEvents(count, events, FALSE, milliseconds, FALSE);
        if (result != WSA_WAIT_TIMEOUT)
            die("WSAWaitForMultipleEvents on idle sockets did not time out");
    }
    const unsigned long taken = allocations - before;
    std::printf("%s: %d waits, %lu allocations\n", name, times, taken);
    return taken;
}

}  // namespace

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) die("WSAStartup");
    static SOCKET sockets[all];
    static WSAEVENT events[all];
    connect_all(sockets, events);

    count_allocations("the first wait of the thread", 1, all, events, 0);
    unsigned long taken = count_allocations("64 events, time-out 0", 1000, all, events, 0);
    taken += count_allocations("64 events, 2 ms", 20, all, events, 2);
    taken += count_allocations("1 event, time-out 0", 1000, 1, &events[all / 2], 0);
    taken += count_allocations("64 events again, time-out 0", 1000, all, events, 0);
    return taken == 0 ? 0 : 1;
}
