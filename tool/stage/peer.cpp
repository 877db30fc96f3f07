#include "stage/peer.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "stage/error.h"

#ifndef _WIN32
#include <netinet/in.h>
#endif

namespace out_of_step {

namespace {

constexpr std::size_t most_kept = 1'000'000;
constexpr int backlog = 8;

uv_stream_t* stream(const Handle<uv_tcp_t>& socket) {
    return reinterpret_cast<uv_stream_t*>(socket.get());
}

void give_buffer(uv_handle_t*, std::size_t, uv_buf_t* buffer) {
    static char bytes[65536];
    *buffer = uv_buf_init(bytes, sizeof(bytes));
}

struct Writing {
    uv_write_t request;
    std::string bytes;
};

}  // namespace

Peer::Peer(Loop& loop, int port) : loop_(loop), listener_(new uv_tcp_t) {
    uv_tcp_init(loop_.get(), listener_.get());
    listener_->data = this;
    sockaddr_in address;
    uv_ip4_addr("127.0.0.1", port, &address);
    int error = uv_tcp_bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), 0);
    if (error == 0) {
        error = uv_listen(stream(listener_), backlog, [](uv_stream_t* listener, int status) {
            if (status == 0) static_cast<Peer*>(listener->data)->on_connection();
        });
    }
    if (error != 0) {
        throw StageError(
            fmt::format("The stage cannot listen on port {}: {}.", port, uv_strerror(error)));
    }
}

void Peer::on_connection() {
    if (connection_ != nullptr || client_port_ != 0) return;  // the others stay in the queue
    connection_.reset(new uv_tcp_t);
    uv_tcp_init(loop_.get(), connection_.get());
    connection_->data = this;
    if (uv_accept(stream(listener_), stream(connection_)) != 0) {
        connection_.reset();
        return;
    }
    uv_tcp_nodelay(connection_.get(), 1);
    sockaddr_in clients{};
    int length = sizeof(clients);
    uv_tcp_getpeername(connection_.get(), reinterpret_cast<sockaddr*>(&clients), &length);
    client_port_ = ntohs(clients.sin_port);
    read_on();
}

void Peer::read_on() {
    if (connection_ == nullptr || client_closed_) return;
    uv_read_start(stream(connection_), give_buffer,
                  [](uv_stream_t* from, ssize_t count, const uv_buf_t* buffer) {
                      static_cast<Peer*>(from->data)->on_read(count, buffer->base);
                  });
}

void Peer::stop_reading() {
    if (connection_ != nullptr) uv_read_stop(stream(connection_));
}

void Peer::on_read(ssize_t count, const char* bytes) {
    if (count < 0) {
        client_closed_ = true;
        uv_read_stop(stream(connection_));
        return;
    }
    const auto size = static_cast<std::size_t>(count);
    received_.append(bytes, std::min(size, most_kept - received_.size()));
    count_ += size;
}

std::size_t Peer::sent() const {
    return said_ -
           (connection_ == nullptr ? 0 : uv_stream_get_write_queue_size(stream(connection_)));
}

void Peer::say(std::string_view bytes) {
    if (connection_ == nullptr || left_) return;
    said_ += bytes.size();
    auto writing = std::make_unique<Writing>(Writing{{}, std::string(bytes)});
    writing->request.data = writing.get();
    const uv_buf_t buffer =
        uv_buf_init(writing->bytes.data(), static_cast<unsigned>(writing->bytes.size()));
    const int error = uv_write(
        &writing->request, stream(connection_), &buffer, 1, [](uv_write_t* done, int status) {
            // After a cancellation the peer may be gone.
            if (status != 0 && status != UV_ECANCELED) {
                static_cast<Peer*>(done->handle->data)->client_closed_ = true;
            }
            delete static_cast<Writing*>(done->data);
        });
    if (error == 0) static_cast<void>(writing.release());
}

void Peer::leave() {
    if (connection_ == nullptr || left_) return;
    left_ = true;
    auto request = std::make_unique<uv_shutdown_t>();
    const int error = uv_shutdown(request.get(), stream(connection_),
                                  [](uv_shutdown_t* done, int) { delete done; });
    if (error == 0) static_cast<void>(request.release());
}

void Peer::vanish() {
    if (connection_ == nullptr) return;
    // libuv refuses the RST after a shutdown.
    if (!left_) {
        const int error = uv_tcp_close_reset(connection_.get(), [](uv_handle_t* closed) {
            delete reinterpret_cast<uv_tcp_t*>(closed);
        });
        if (error == 0) static_cast<void>(connection_.release());
    }
    connection_.reset();
}

}  // namespace out_of_step
