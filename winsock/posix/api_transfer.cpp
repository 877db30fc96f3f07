// The calls that send and receive.

#include <array>
#include <climits>

#include "posix/call.h"

using namespace winsock;

namespace {

constexpr std::size_t most_buffers = 64;

/// Runs `operation(socket, buffers)` on the buffers of a WSASend or WSARecv.
template <typename Operation>
int with_buffers(SOCKET s, LPWSABUF buffers, DWORD count, bool overlapped, LPDWORD transferred,
                 Operation&& operation) {
    const int result = call(s, [&](Socket& socket) {
        if (overlapped) return -WSAEOPNOTSUPP;
        if (buffers == nullptr || count == 0 || count > most_buffers) return -WSAEINVAL;
        std::array<native::Buffer, most_buffers> list;
        std::size_t total = 0;
        for (DWORD i = 0; i < count; ++i) {
            list[i] = {buffers[i].buf, buffers[i].len};
            total += buffers[i].len;
        }
        if (total > INT_MAX) return -WSAENOBUFS;
        return operation(socket, std::span<const native::Buffer>(list.data(), count));
    });
    if (result < 0) return SOCKET_ERROR;
    if (transferred != nullptr) *transferred = static_cast<DWORD>(result);
    return 0;
}

native::Flags to_flags(int flags) {
    return {.out_of_band = (flags & MSG_OOB) != 0, .peek = (flags & MSG_PEEK) != 0};
}

}  // namespace

int send(SOCKET s, const char* data, int length, int flags) {
    return sendto(s, data, length, flags, nullptr, 0);
}

int sendto(SOCKET s, const char* data, int length, int flags, const sockaddr* to, int to_length) {
    return call(s, [&](Socket& socket) {
        if (length < 0 || (data == nullptr && length > 0)) return -WSAEFAULT;
        native::Endpoint endpoint;
        if (to != nullptr) {
            if (const int error = read_address(to, to_length, endpoint)) return error;
        }
        const native::Buffer buffer{const_cast<char*>(data), static_cast<std::size_t>(length)};
        return socket.send({&buffer, 1}, to_flags(flags), to != nullptr ? &endpoint : nullptr);
    });
}

int recv(SOCKET s, char* data, int length, int flags) {
    return call(s, [&](Socket& socket) {
        if (length < 0 || (data == nullptr && length > 0)) return -WSAEFAULT;
        const native::Buffer buffer{data, static_cast<std::size_t>(length)};
        return socket.receive({&buffer, 1}, to_flags(flags), (flags & MSG_WAITALL) != 0, nullptr);
    });
}

int recvfrom(SOCKET s, char* data, int length, int flags, sockaddr* from, int* from_length) {
    if (from == nullptr) return recv(s, data, length, flags);
    return call(s, [&](Socket& socket) {
        if (length < 0 || (data == nullptr && length > 0)) return -WSAEFAULT;
        if (!takes_address(from, from_length)) return -WSAEFAULT;
        const native::Buffer buffer{data, static_cast<std::size_t>(length)};
        native::Endpoint sender;
        const bool wait_for_all = (flags & MSG_WAITALL) != 0;
        const int received = socket.receive({&buffer, 1}, to_flags(flags), wait_for_all, &sender);
        if (received >= 0) write_address(sender, from, from_length);
        return received;
    });
}

int WSASend(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    const bool is_overlapped = overlapped != nullptr || routine != nullptr;
    return with_buffers(s, buffers, count, is_overlapped, sent, [&](Socket& socket, auto list) {
        return socket.send(list, to_flags(static_cast<int>(flags)), nullptr);
    });
}

int WSARecv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    const bool is_overlapped = overlapped != nullptr || routine != nullptr;
    return with_buffers(s, buffers, count, is_overlapped, received, [&](Socket& socket, auto list) {
        if (flags == nullptr) return -WSAEFAULT;
        const int asked = static_cast<int>(*flags);
        *flags = 0;
        return socket.receive(list, to_flags(asked), (asked & MSG_WAITALL) != 0, nullptr);
    });
}
