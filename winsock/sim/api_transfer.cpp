// The calls that send and receive.

#include <array>
#include <string>

#include "sim/call.h"
#include "sim/detectors.h"
#include "sim/history.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

Socket::Flags to_flags(int flags) {
    return {.out_of_band = (flags & MSG_OOB) != 0,
            .peek = (flags & MSG_PEEK) != 0,
            .wait_for_all = (flags & MSG_WAITALL) != 0};
}

/// The socket for a call, or null after the call has failed.
Socket* socket_for(Call& call, Api api, SOCKET s) {
    if (call.over()) return nullptr;
    if (call.world.startups == 0) {
        call.fail(WSANOTINITIALISED, SOCKET_ERROR);
        return nullptr;
    }
    Socket* const socket = call.world.find_socket(s);
    if (socket != nullptr) return socket;
    bad_handle(call.world, s, api);
    call.fail(WSAENOTSOCK, SOCKET_ERROR);
    return nullptr;
}

int send_bytes(Call& call, SOCKET s, std::string_view bytes, int flags, const Endpoint* to) {
    Socket* const socket = socket_for(call, Api::send, s);
    if (socket == nullptr) return SOCKET_ERROR;
    const std::shared_ptr<Object> alive = socket->shared_from_this();
    call.remember(hash_of(bytes));
    if (to != nullptr && !socket->stream()) return call.finish(socket->send_to(bytes, *to));
    return call.finish(socket->send(bytes, to_flags(flags)));
}

int receive_bytes(Call& call, SOCKET s, char* data, int length, int flags, Endpoint* from) {
    Socket* const socket = socket_for(call, Api::recv, s);
    if (socket == nullptr) return SOCKET_ERROR;
    const std::shared_ptr<Object> alive = socket->shared_from_this();
    const int received =
        socket->receive(data, static_cast<std::size_t>(length), to_flags(flags), from);
    if (received > 0) {
        call.remember(hash_of({data, static_cast<std::size_t>(received)}));
        if (socket->client != nullptr && (flags & MSG_PEEK) == 0) socket->client->was_heard();
    }
    return call.finish(received);
}

bool bad_buffer(const char* data, int length) {
    return length < 0 || (data == nullptr && length > 0);
}

constexpr DWORD most_buffers = 64;

}  // namespace

int send(SOCKET s, const char* data, int length, int flags) {
    Call call(Api::send, WINSOCK_SIM_HERE, s, length, flags);
    if (call.over()) return SOCKET_ERROR;
    if (bad_buffer(data, length)) return call.fail(WSAEFAULT, SOCKET_ERROR);
    return send_bytes(call, s, {data, static_cast<std::size_t>(length)}, flags, nullptr);
}

int sendto(SOCKET s, const char* data, int length, int flags, const sockaddr* to, int to_length) {
    if (to == nullptr) return send(s, data, length, flags);
    Call call(Api::send, WINSOCK_SIM_HERE, s, length, flags);
    if (call.over()) return SOCKET_ERROR;
    if (bad_buffer(data, length)) return call.fail(WSAEFAULT, SOCKET_ERROR);
    if (to_length < static_cast<int>(sizeof(sockaddr_in)))
        return call.fail(WSAEFAULT, SOCKET_ERROR);
    if (to->sa_family != AF_INET) return call.fail(WSAEAFNOSUPPORT, SOCKET_ERROR);
    const auto* in = reinterpret_cast<const sockaddr_in*>(to);
    const Endpoint endpoint{in->sin_addr.S_un.S_addr, in->sin_port};
    return send_bytes(call, s, {data, static_cast<std::size_t>(length)}, flags, &endpoint);
}

int recv(SOCKET s, char* data, int length, int flags) {
    Call call(Api::recv, WINSOCK_SIM_HERE, s, length, flags);
    if (call.over()) return SOCKET_ERROR;
    if (bad_buffer(data, length)) return call.fail(WSAEFAULT, SOCKET_ERROR);
    return receive_bytes(call, s, data, length, flags, nullptr);
}

int recvfrom(SOCKET s, char* data, int length, int flags, sockaddr* from, int* from_length) {
    if (from == nullptr) return recv(s, data, length, flags);
    Call call(Api::recv, WINSOCK_SIM_HERE, s, length, flags);
    if (call.over()) return SOCKET_ERROR;
    const bool too_short =
        from_length == nullptr || *from_length < static_cast<int>(sizeof(sockaddr_in));
    if (bad_buffer(data, length) || too_short) return call.fail(WSAEFAULT, SOCKET_ERROR);
    Endpoint sender;
    const int received = receive_bytes(call, s, data, length, flags, &sender);
    if (received < 0) return received;
    auto* in = reinterpret_cast<sockaddr_in*>(from);
    *in = {};
    in->sin_family = AF_INET;
    in->sin_addr.S_un.S_addr = sender.address;
    in->sin_port = sender.port;
    *from_length = sizeof(sockaddr_in);
    return received;
}

int WSASend(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    Call call(Api::send, WINSOCK_SIM_HERE, s, count, flags);
    if (call.over()) return SOCKET_ERROR;
    if (overlapped != nullptr || routine != nullptr) return call.fail(WSAEOPNOTSUPP, SOCKET_ERROR);
    if (buffers == nullptr || count == 0 || count > most_buffers) {
        return call.fail(WSAEINVAL, SOCKET_ERROR);
    }
    std::string bytes;
    for (DWORD i = 0; i < count; ++i) bytes.append(buffers[i].buf, buffers[i].len);
    const int result = send_bytes(call, s, bytes, static_cast<int>(flags), nullptr);
    if (result < 0) return SOCKET_ERROR;
    if (sent != nullptr) *sent = static_cast<DWORD>(result);
    return 0;
}

int WSARecv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    Call call(Api::recv, WINSOCK_SIM_HERE, s, count, flags != nullptr ? *flags : 0);
    if (call.over()) return SOCKET_ERROR;
    if (overlapped != nullptr || routine != nullptr) return call.fail(WSAEOPNOTSUPP, SOCKET_ERROR);
    if (buffers == nullptr || count == 0 || count > most_buffers) {
        return call.fail(WSAEINVAL, SOCKET_ERROR);
    }
    if (flags == nullptr) return call.fail(WSAEFAULT, SOCKET_ERROR);
    std::size_t size = 0;
    for (DWORD i = 0; i < count; ++i) size += buffers[i].len;
    std::string bytes(size, '\0');
    const int asked = static_cast<int>(*flags);
    *flags = 0;
    const int result = receive_bytes(call, s, bytes.data(), static_cast<int>(size), asked, nullptr);
    if (result < 0) return SOCKET_ERROR;
    std::size_t taken = 0;
    for (DWORD i = 0; i < count && taken < static_cast<std::size_t>(result); ++i) {
        const std::size_t part =
            std::min<std::size_t>(buffers[i].len, static_cast<std::size_t>(result) - taken);
        std::copy_n(bytes.data() + taken, part, buffers[i].buf);
        taken += part;
    }
    if (received != nullptr) *received = static_cast<DWORD>(result);
    return 0;
}
