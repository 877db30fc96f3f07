// The calls that send and receive.

#include <array>
#include <string>

#include "sim/call.h"
#include "sim/detectors/detectors.h"
#include "sim/detectors/overrun.h"
#include "sim/detectors/sent.h"
#include "sim/history.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

Socket::Flags to_flags(int flags) {
    return {.out_of_band = (flags & MSG_OOB) != 0,
            .peek = (flags & MSG_PEEK) != 0,
            .wait_for_all = (flags & MSG_WAITALL) != 0};
}

Socket* refuse(Call& call, int error) {
    call.fail(error, SOCKET_ERROR);
    return nullptr;
}

/// The socket for a call, or null after the call has failed. What is wrong with the other arguments
/// counts only if there is such a socket.
Socket* socket_for(Call& call, Api api, SOCKET s, int wrong_arguments) {
    if (call.over()) return nullptr;
    if (call.world.startups == 0) return refuse(call, WSANOTINITIALISED);
    Socket* const socket = call.world.find_socket(s);
    if (socket == nullptr) {
        bad_handle(call.world, s, api);
        return refuse(call, WSAENOTSOCK);
    }
    return wrong_arguments == 0 ? socket : refuse(call, wrong_arguments);
}

int send_bytes(Call& call, Socket* socket, std::string_view bytes, int flags, const Endpoint* to) {
    if (socket == nullptr) return SOCKET_ERROR;
    call.remember(hash_of(bytes));
    call.carries(bytes);
    judge_what_is_to_be_sent(call.world, *socket, bytes);
    if (to != nullptr && !socket->stream()) return call.finish(socket->send_to(bytes, *to));
    return call.finish(socket->send(bytes, to_flags(flags)));
}

int receive_bytes(Call& call, Socket* socket, char* data, int length, int flags, Endpoint* from) {
    if (socket == nullptr) return SOCKET_ERROR;
    const int received =
        socket->receive(data, static_cast<std::size_t>(length), to_flags(flags), from);
    if (received > 0) {
        call.remember(hash_of({data, static_cast<std::size_t>(received)}));
        call.carries({data, static_cast<std::size_t>(received)});
        if (socket->client != nullptr && (flags & MSG_PEEK) == 0) socket->client->was_heard();
    }
    return call.finish(received);
}

int wrong_buffer(const char* data, int length) {
    return length < 0 || (data == nullptr && length > 0) ? WSAEFAULT : 0;
}

/// While it lives, the call's frame holds memory that must be given back.
class HoldsSomething {
public:
    explicit HoldsSomething(World& world) : thread_(world.scheduler.running()) {
        thread_.holds_something = true;
    }
    ~HoldsSomething() { thread_.holds_something = false; }
    HoldsSomething(const HoldsSomething&) = delete;
    HoldsSomething& operator=(const HoldsSomething&) = delete;

private:
    Thread& thread_;
};

constexpr DWORD most_buffers = 64;

int wrong_buffers(LPWSABUF buffers, DWORD count, bool overlapped) {
    if (overlapped) return WSAEOPNOTSUPP;
    return buffers == nullptr || count == 0 || count > most_buffers ? WSAEINVAL : 0;
}

}  // namespace

int send(SOCKET s, const char* data, int length, int flags) {
    Call call(Api::send, WINSOCK_SIM_HERE, s, length, flags);
    Socket* const socket = socket_for(call, Api::send, s, wrong_buffer(data, length));
    const Touched read{data, static_cast<std::size_t>(length), WINSOCK_SIM_HERE, WINSOCK_SIM_FRAME};
    if (socket == nullptr || overruns(call.world, Api::send, socket, read)) return SOCKET_ERROR;
    return send_bytes(call, socket, {data, static_cast<std::size_t>(length)}, flags, nullptr);
}

int sendto(SOCKET s, const char* data, int length, int flags, const sockaddr* to, int to_length) {
    if (to == nullptr) return send(s, data, length, flags);
    Call call(Api::send, WINSOCK_SIM_HERE, s, length, flags);
    const auto* in = reinterpret_cast<const sockaddr_in*>(to);
    int wrong = wrong_buffer(data, length);
    if (to_length < static_cast<int>(sizeof *in)) {
        wrong = WSAEFAULT;
    } else if (wrong == 0 && to->sa_family != AF_INET) {
        wrong = WSAEAFNOSUPPORT;
    }
    Socket* const socket = socket_for(call, Api::send, s, wrong);
    const Touched read{data, static_cast<std::size_t>(length), WINSOCK_SIM_HERE, WINSOCK_SIM_FRAME};
    if (socket == nullptr || overruns(call.world, Api::send, socket, read)) return SOCKET_ERROR;
    const Endpoint endpoint{in->sin_addr.S_un.S_addr, in->sin_port};
    return send_bytes(call, socket, {data, static_cast<std::size_t>(length)}, flags, &endpoint);
}

int recv(SOCKET s, char* data, int length, int flags) {
    Call call(Api::recv, WINSOCK_SIM_HERE, s, length, flags);
    Socket* const socket = socket_for(call, Api::recv, s, wrong_buffer(data, length));
    const Touched written{data, static_cast<std::size_t>(length), WINSOCK_SIM_HERE,
                          WINSOCK_SIM_FRAME};
    if (socket == nullptr || overruns(call.world, Api::recv, socket, written)) return SOCKET_ERROR;
    return receive_bytes(call, socket, data, length, flags, nullptr);
}

int recvfrom(SOCKET s, char* data, int length, int flags, sockaddr* from, int* from_length) {
    if (from == nullptr) return recv(s, data, length, flags);
    Call call(Api::recv, WINSOCK_SIM_HERE, s, length, flags);
    auto* in = reinterpret_cast<sockaddr_in*>(from);
    const bool too_short = from_length == nullptr || *from_length < static_cast<int>(sizeof *in);
    const int wrong = too_short ? WSAEFAULT : wrong_buffer(data, length);
    Socket* const socket = socket_for(call, Api::recv, s, wrong);
    const Touched written{data, static_cast<std::size_t>(length), WINSOCK_SIM_HERE,
                          WINSOCK_SIM_FRAME};
    if (socket == nullptr || overruns(call.world, Api::recv, socket, written)) return SOCKET_ERROR;
    Endpoint sender;
    const int received = receive_bytes(call, socket, data, length, flags, &sender);
    if (received < 0) return received;
    *in = {};
    in->sin_family = AF_INET;
    in->sin_addr.S_un.S_addr = sender.address;
    in->sin_port = sender.port;
    *from_length = sizeof *in;
    return received;
}

int WSASend(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    Call call(Api::send, WINSOCK_SIM_HERE, Called{"WSASend"}, s, count, flags);
    const int wrong = wrong_buffers(buffers, count, overlapped != nullptr || routine != nullptr);
    Socket* const socket = socket_for(call, Api::send, s, wrong);
    if (socket == nullptr) return SOCKET_ERROR;
    std::string bytes;
    for (DWORD i = 0; i < count; ++i) {
        const Touched read{buffers[i].buf, buffers[i].len, WINSOCK_SIM_HERE, WINSOCK_SIM_FRAME};
        if (overruns(call.world, Api::send, socket, read)) return SOCKET_ERROR;
        bytes.append(buffers[i].buf, buffers[i].len);
    }
    const HoldsSomething holds(call.world);
    const int result = send_bytes(call, socket, bytes, static_cast<int>(flags), nullptr);
    if (result < 0) return SOCKET_ERROR;
    if (sent != nullptr) *sent = static_cast<DWORD>(result);
    return 0;
}

int WSARecv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    Call call(Api::recv, WINSOCK_SIM_HERE, Called{"WSARecv"}, s, count,
              flags != nullptr ? *flags : 0);
    int wrong = wrong_buffers(buffers, count, overlapped != nullptr || routine != nullptr);
    if (wrong == 0 && flags == nullptr) wrong = WSAEFAULT;
    Socket* const socket = socket_for(call, Api::recv, s, wrong);
    if (socket == nullptr) return SOCKET_ERROR;
    std::size_t size = 0;
    for (DWORD i = 0; i < count; ++i) {
        const Touched written{buffers[i].buf, buffers[i].len, WINSOCK_SIM_HERE, WINSOCK_SIM_FRAME};
        if (overruns(call.world, Api::recv, socket, written)) return SOCKET_ERROR;
        size += buffers[i].len;
    }
    std::string bytes(size, '\0');
    const HoldsSomething holds(call.world);
    const int asked = static_cast<int>(*flags);
    *flags = 0;
    const int result =
        receive_bytes(call, socket, bytes.data(), static_cast<int>(size), asked, nullptr);
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
