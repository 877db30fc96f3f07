#include "stage/port.h"

#include <random>

#include <fmt/format.h>

#include "stage/error.h"
#include "stage/os_view.h"

namespace out_of_step {

namespace {

constexpr int distance_of_guard = 5000;
constexpr int attempts = 200;

// libuv keeps "address in use" back until it is asked for more; asking for the name is enough. On
// POSIX it sets SO_REUSEADDR, with which a port in TIME_WAIT is free.
int bind_to(uv_tcp_t* socket, int port) {
    sockaddr_in address;
    uv_ip4_addr("127.0.0.1", port, &address);
    const int error = uv_tcp_bind(socket, reinterpret_cast<const sockaddr*>(&address), 0);
    if (error != 0) return error;
    int length = sizeof(address);
    return uv_tcp_getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
}

Handle<uv_tcp_t> new_socket(Loop& loop) {
    Handle<uv_tcp_t> socket(new uv_tcp_t);
    uv_tcp_init(loop.get(), socket.get());
    return socket;
}

Handle<uv_tcp_t> listen_on(Loop& loop, int port) {
    Handle<uv_tcp_t> socket = new_socket(loop);
    const auto ignore = [](uv_stream_t*, int) {};
    if (bind_to(socket.get(), port) != 0 ||
        uv_listen(reinterpret_cast<uv_stream_t*>(socket.get()), 1, ignore) != 0) {
        return nullptr;
    }
    return socket;
}

std::string who_has(int port) {
    const auto program = os_view::program_listening_on(port);
    return program ? fmt::format(", {} (process {})", program->path, program->process) : "";
}

}  // namespace

PortState probe(Loop& loop, int port) {
    const Handle<uv_tcp_t> socket = new_socket(loop);
    const int error = bind_to(socket.get(), port);
    if (error == 0) return PortState::free;
    return error == UV_EACCES ? PortState::forbidden : PortState::taken;
}

void expect_free(Loop& loop, int port) {
    switch (probe(loop, port)) {
        case PortState::free: return;
        case PortState::taken:
            throw StageError(
                fmt::format("Port {} is taken by another program{}. Choose another one, or none: "
                            "then a free one is found.",
                            port, who_has(port)));
        case PortState::forbidden:
            throw StageError(fmt::format(
                "Port {} is not for everybody here: the system keeps it for the administrator. "
                "Choose one from 1024 on.",
                port));
    }
}

ReservedPort::ReservedPort(Loop& loop) {
    std::random_device seed;
    std::uniform_int_distribution<int> any(first_port, last_port);
    for (int i = 0; i < attempts; ++i) {
        number_ = any(seed);
        guard_ = listen_on(loop, number_ + distance_of_guard);
        if (guard_ != nullptr && probe(loop, number_) == PortState::free) return;
    }
    throw StageError(
        fmt::format("No port from {} to {} is free on this machine.", first_port, last_port));
}

}  // namespace out_of_step
