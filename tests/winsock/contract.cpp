#include "contract.h"

#include <algorithm>

namespace contract {
namespace {

const sockaddr* raw(const sockaddr_in& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

sockaddr* raw(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

constexpr int address_length = static_cast<int>(sizeof(sockaddr_in));

/// One recv(), again while it would block. Empty at the end or when the deadline is over.
std::string receive_some(SOCKET s, size_t size) {
    std::vector<char> buffer(std::min<size_t>(size, 65'536));
    int count = SOCKET_ERROR;
    eventually([&] {
        count = recv(s, buffer.data(), static_cast<int>(buffer.size()), 0);
        return count != SOCKET_ERROR || WSAGetLastError() != WSAEWOULDBLOCK;
    });
    if (count == SOCKET_ERROR) ADD_FAILURE() << "recv failed: " << WSAGetLastError();
    return count > 0 ? std::string(buffer.data(), static_cast<size_t>(count)) : std::string();
}

unsigned __stdcall run(void* work) {
    (*static_cast<const std::function<void()>*>(work))();
    return 0;
}

}  // namespace

Thread::Thread(std::function<void()> work)
    : work_(std::move(work)),
      handle_(reinterpret_cast<HANDLE>(_beginthreadex(nullptr, 0, run, &work_, 0, nullptr))) {
    EXPECT_NE(nullptr, handle_) << GetLastError();
}

void Thread::join() {
    if (handle_ == nullptr) return;
    EXPECT_EQ(signalled_first, WaitForSingleObject(handle_, INFINITE)) << GetLastError();
    EXPECT_TRUE(CloseHandle(std::exchange(handle_, nullptr))) << GetLastError();
}

Socket& Socket::operator=(Socket&& other) noexcept {
    if (this != &other) {
        close();
        socket_ = other.release();
    }
    return *this;
}

void Socket::close() {
    if (socket_ == INVALID_SOCKET) return;
    EXPECT_EQ(0, closesocket(release())) << WSAGetLastError();
}

void Event::close() {
    if (event_ == WSA_INVALID_EVENT) return;
    EXPECT_TRUE(WSACloseEvent(std::exchange(event_, WSA_INVALID_EVENT))) << GetLastError();
}

Socket stream_socket() { return Socket(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)); }

Socket datagram_socket() { return Socket(socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)); }

sockaddr_in loopback(unsigned port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<u_short>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int bind_to(SOCKET s, const sockaddr_in& address) { return bind(s, raw(address), address_length); }

int connect_to(SOCKET s, const sockaddr_in& address) {
    return connect(s, raw(address), address_length);
}

sockaddr_in name_of(SOCKET s) {
    sockaddr_in address{};
    int length = address_length;
    EXPECT_EQ(0, getsockname(s, raw(address), &length));
    return address;
}

sockaddr_in peer_of(SOCKET s) {
    sockaddr_in address{};
    int length = address_length;
    EXPECT_EQ(0, getpeername(s, raw(address), &length));
    return address;
}

unsigned port_of(const sockaddr_in& address) { return ntohs(address.sin_port); }

Socket listening_socket(int backlog) {
    Socket listener = stream_socket();
    EXPECT_EQ(0, bind_to(listener, loopback()));
    EXPECT_EQ(0, listen(listener, backlog));
    return listener;
}

Socket client_of(SOCKET listener) {
    Socket client = stream_socket();
    EXPECT_EQ(0, connect_to(client, name_of(listener))) << WSAGetLastError();
    return client;
}

Socket accept_from(SOCKET listener) {
    SOCKET accepted = INVALID_SOCKET;
    eventually([&] {
        accepted = accept(listener, nullptr, nullptr);
        return accepted != INVALID_SOCKET || WSAGetLastError() != WSAEWOULDBLOCK;
    });
    EXPECT_NE(INVALID_SOCKET, accepted) << WSAGetLastError();
    return Socket(accepted);
}

Socket bound_socket() {
    Socket s = stream_socket();
    EXPECT_EQ(0, bind_to(s, loopback()));
    return s;
}

Pair::Pair() {
    const Socket listener = listening_socket();
    client = client_of(listener);
    server = accept_from(listener);
}

void make_nonblocking(SOCKET s) {
    u_long on = 1;
    EXPECT_EQ(0, ioctlsocket(s, FIONBIO, &on));
}

SOCKET closed_socket() {
    Socket s = stream_socket();
    const SOCKET value = s;
    s.close();
    return value;
}

void send_text(SOCKET s, std::string_view text) {
    const int size = static_cast<int>(text.size());
    EXPECT_EQ(size, send(s, text.data(), size, 0)) << WSAGetLastError();
}

std::string receive_once(SOCKET s, int size) {
    std::string buffer(static_cast<size_t>(size), '?');
    const int count = recv(s, buffer.data(), size, 0);
    EXPECT_NE(SOCKET_ERROR, count) << WSAGetLastError();
    buffer.resize(count < 0 ? 0 : static_cast<size_t>(count));
    return buffer;
}

std::string receive(SOCKET s, size_t size) {
    std::string text;
    while (text.size() < size) {
        const std::string part = receive_some(s, size - text.size());
        if (part.empty()) break;
        text += part;
    }
    return text;
}

std::string receive_to_end(SOCKET s) {
    std::string text;
    for (;;) {
        const std::string part = receive_some(s, 65'536);
        if (part.empty()) return text;
        text += part;
    }
}

std::string pattern(size_t size, size_t start) {
    std::string text(size, '\0');
    for (size_t i = 0; i < size; ++i) {
        const size_t place = start + i;
        text[i] = static_cast<char>((place + place / 251 + place / 65'521) & 0x7F);
    }
    return text;
}

u_long bytes_waiting(SOCKET s) {
    u_long count = 0;
    EXPECT_EQ(0, ioctlsocket(s, FIONREAD, &count));
    return count;
}

bool bytes_arrive(SOCKET s, u_long size) {
    return eventually([=] { return bytes_waiting(s) >= size; });
}

void reset(Socket& s) {
    const linger at_once{1, 0};
    const auto* value = reinterpret_cast<const char*>(&at_once);
    EXPECT_EQ(0, setsockopt(s, SOL_SOCKET, SO_LINGER, value, sizeof(at_once)));
    s.close();
}

bool arrives(WSAEVENT event) {
    return WSAWaitForMultipleEvents(1, &event, FALSE, deadline, FALSE) == signalled_first;
}

bool stays_quiet(WSAEVENT event) {
    return WSAWaitForMultipleEvents(1, &event, FALSE, quiet_time, FALSE) == timed_out;
}

bool is_signalled(WSAEVENT event) {
    return WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE) == signalled_first;
}

void select(SOCKET s, WSAEVENT event, long mask) {
    EXPECT_EQ(0, WSAEventSelect(s, event, mask)) << WSAGetLastError();
}

WSANETWORKEVENTS enumerate(SOCKET s, WSAEVENT event) {
    WSANETWORKEVENTS events{};
    EXPECT_EQ(0, WSAEnumNetworkEvents(s, event, &events)) << WSAGetLastError();
    return events;
}

long bits(SOCKET s, WSAEVENT event) { return enumerate(s, event).lNetworkEvents; }

long collect(SOCKET s, WSAEVENT event, long wanted) {
    long found = 0;
    const ULONGLONG start = GetTickCount64();
    while ((found & wanted) != wanted && GetTickCount64() - start < deadline) {
        WSAWaitForMultipleEvents(1, &event, FALSE, 100, FALSE);
        found |= bits(s, event);
    }
    return found;
}

void select_and_take(SOCKET s, WSAEVENT event, long mask) {
    select(s, event, mask);
    bits(s, event);
    EXPECT_TRUE(stays_quiet(event)) << "something else has arrived";
}

void wait_until_recorded(SOCKET s, WSAEVENT spare, long mask) {
    select(s, spare, mask);
    EXPECT_TRUE(arrives(spare));
    EXPECT_EQ(0, WSAEventSelect(s, nullptr, 0));
    EXPECT_TRUE(WSAResetEvent(spare));
}

long long duration_of(const std::function<void()>& work) {
    const auto start = now();
    work();
    return std::chrono::ceil<std::chrono::milliseconds>(now() - start).count();
}

bool eventually(const std::function<bool()>& condition) {
    const ULONGLONG start = GetTickCount64();
    while (!condition()) {
        if (GetTickCount64() - start >= deadline) return false;
        Sleep(1);
    }
    return true;
}

}  // namespace contract
