#pragma once
/// @file contract.h
/// What the contract cases share: sockets, events and threads that clean up after themselves,
/// connected pairs, and waiting with a deadline. Nobody here sleeps to wait for something.

#include <process.h>
#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Names the rule or fact of docs/pages/how_it_behaves.md that a case is about; a failure shows it.
#define RULE(text) SCOPED_TRACE("How it behaves, " text)

namespace contract {

// The numbers are written out: they are a part of the contract.
inline constexpr DWORD signalled_first = 0;
inline constexpr DWORD timed_out = 258;
inline constexpr DWORD wait_failed = 0xFFFFFFFF;
/// Longer than anything here takes; a refused connect takes two seconds on Windows.
inline constexpr DWORD deadline = 15'000;
/// How long "nothing happens" is watched, in milliseconds.
inline constexpr DWORD quiet_time = 30;
inline constexpr long all_stream_events =
    FD_READ | FD_WRITE | FD_OOB | FD_ACCEPT | FD_CONNECT | FD_CLOSE;

/// Owns a socket.
class Socket {
public:
    explicit Socket(SOCKET s = INVALID_SOCKET) : socket_(s) {}
    Socket(Socket&& other) noexcept : socket_(other.release()) {}
    Socket& operator=(Socket&& other) noexcept;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() { close(); }

    operator SOCKET() const { return socket_; }
    SOCKET release() { return std::exchange(socket_, INVALID_SOCKET); }
    void close();

private:
    SOCKET socket_;
};

/// Owns a WSACreateEvent() event.
class Event {
public:
    Event() : event_(WSACreateEvent()) {}
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event() { close(); }

    operator WSAEVENT() const { return event_; }
    void close();

private:
    WSAEVENT event_;
};

/// A thread that a server could have started: every Winsock here knows of it, also the one in which
/// a single thread runs at a time. Threads tell each other something by Winsock's and Windows' own
/// means, for nothing else is seen to wait there: no mutex, no condition variable.
class Thread {
public:
    explicit Thread(std::function<void()> work);
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;
    ~Thread() { join(); }

    /// Waits until the work is done.
    void join();

private:
    std::function<void()> work_;
    HANDLE handle_;
};

/// @name Sockets
/// @{
Socket stream_socket();
Socket datagram_socket();
/// An address on the loopback interface, port in host order; port 0 lets the system choose.
sockaddr_in loopback(unsigned port = 0);
int bind_to(SOCKET s, const sockaddr_in& address);
int connect_to(SOCKET s, const sockaddr_in& address);
/// Where a socket is bound, and who is at the other end.
sockaddr_in name_of(SOCKET s);
sockaddr_in peer_of(SOCKET s);
unsigned port_of(const sockaddr_in& address);
/// A listening socket on a port that the system chose.
Socket listening_socket(int backlog = SOMAXCONN);
/// A blocking client that is connected to `listener` (its connection waits to be accepted).
Socket client_of(SOCKET listener);
/// Accepts; a nonblocking listener is asked again until the connection has come.
Socket accept_from(SOCKET listener);
/// Bound and not listening: while it lives, its address refuses connections.
Socket bound_socket();
/// Two ends of a connection, blocking, nothing selected.
struct Pair {
    Socket client, server;
    Pair();
};
void make_nonblocking(SOCKET s);
/// A socket value that was valid and is not any more.
SOCKET closed_socket();
/// @}

/// @name Data
/// @{
/// Sends all of a short text.
void send_text(SOCKET s, std::string_view text);
/// What one recv() of at most `size` bytes returns.
std::string receive_once(SOCKET s, int size = 4096);
/// Receives until there are `size` bytes or the deadline is over.
std::string receive(SOCKET s, size_t size);
/// Receives until the peer's FIN.
std::string receive_to_end(SOCKET s);
/// A text in which each place can be recognised, so that lost or repeated bytes are seen.
std::string pattern(size_t size, size_t start = 0);
/// The bytes that wait in a socket.
u_long bytes_waiting(SOCKET s);
/// Waits until `size` bytes wait in a socket, without touching its record.
bool bytes_arrive(SOCKET s, u_long size);
/// Closes with a RST: what SO_LINGER with 0 seconds does.
void reset(Socket& s);
/// @}

/// @name Network events
/// @{
/// Waits until an event is signalled; false when the deadline is over.
bool arrives(WSAEVENT event);
/// True if an event stays nonsignalled for the time of quiet_time.
bool stays_quiet(WSAEVENT event);
/// True if an event is signalled now.
bool is_signalled(WSAEVENT event);
/// WSAEventSelect(), which must succeed.
void select(SOCKET s, WSAEVENT event, long mask);
/// WSAEnumNetworkEvents(), which must succeed.
WSANETWORKEVENTS enumerate(SOCKET s, WSAEVENT event);
/// The bits of WSAEnumNetworkEvents().
long bits(SOCKET s, WSAEVENT event);
/// Waits and enumerates until every bit of `wanted` has come. All the bits that came.
long collect(SOCKET s, WSAEVENT event, long wanted);
/// Selects `mask` and takes everything that is there already, FD_WRITE for instance.
void select_and_take(SOCKET s, WSAEVENT event, long mask);
/// Waits until `mask` (one bit) is recorded, and leaves it in the record. `spare` is used to wait;
/// afterwards the socket is selected for nothing.
void wait_until_recorded(SOCKET s, WSAEVENT spare, long mask);
/// @}

/// A clock that never goes back: finer than GetTickCount64(), and virtual where time is.
std::chrono::nanoseconds now();

/// The milliseconds that `work` takes, rounded up.
long long duration_of(const std::function<void()>& work);

/// The shortest that a wait of `milliseconds` may be: one tick of Windows' clock less.
constexpr long long almost(long long milliseconds) { return milliseconds - 16; }

/// Asks again and again until it is true; false when the deadline is over.
bool eventually(const std::function<bool()>& condition);

/// Whether a call that returns -1 (or INVALID_SOCKET, or WSA_WAIT_FAILED) failed with `error`.
template <class Result>
testing::AssertionResult fails_with(int error, Result result) {
    const int actual = WSAGetLastError();
    if (result != static_cast<Result>(-1))
        return testing::AssertionFailure() << "returned " << result << ", should fail: " << error;
    if (actual != error)
        return testing::AssertionFailure() << "failed: " << actual << ", should be " << error;
    return testing::AssertionSuccess();
}

/// Whether a call that returns FALSE or NULL failed with `error`.
template <class Result>
testing::AssertionResult is_refused_with(DWORD error, Result result) {
    const DWORD actual = GetLastError();
    if (result) return testing::AssertionFailure() << "succeeded, should fail: " << error;
    if (actual != error)
        return testing::AssertionFailure() << "failed: " << actual << ", should be " << error;
    return testing::AssertionSuccess();
}

}  // namespace contract
