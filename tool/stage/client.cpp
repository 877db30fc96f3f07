#include "stage/client.h"

#include <memory>
#include <string>

#ifndef _WIN32
#include <netinet/in.h>
#endif

namespace out_of_step {

namespace {

uv_stream_t* stream(const Handle<uv_tcp_t>& socket) {
    return reinterpret_cast<uv_stream_t*>(socket.get());
}

// What comes back is looked at, not kept.
void give_buffer(uv_handle_t*, std::size_t, uv_buf_t* buffer) {
    static char bytes[65536];
    *buffer = uv_buf_init(bytes, sizeof(bytes));
}

struct Writing {
    uv_write_t request;
    std::string text;
};

}  // namespace

void Client::connect(int server_port) {
    socket_.reset(new uv_tcp_t);
    uv_tcp_init(loop_.get(), socket_.get());
    uv_tcp_nodelay(socket_.get(), 1);
    socket_->data = this;
    state_ = State::connecting;
    sockaddr_in address;
    uv_ip4_addr("127.0.0.1", server_port, &address);
    auto request = std::make_unique<uv_connect_t>();
    const int error =
        uv_tcp_connect(request.get(), socket_.get(), reinterpret_cast<const sockaddr*>(&address),
                       [](uv_connect_t* done, int status) {
                           // After a cancellation the client may be gone.
                           if (status != UV_ECANCELED)
                               static_cast<Client*>(done->handle->data)->on_connect(status);
                           delete done;
                       });
    if (error == 0) {
        static_cast<void>(request.release());  // the callback deletes it
    } else {
        state_ = State::refused;
    }
}

void Client::on_connect(int status) {
    if (status != 0) {
        state_ = State::refused;
        return;
    }
    state_ = State::connected;
    sockaddr_in own{};
    int length = sizeof(own);
    uv_tcp_getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&own), &length);
    port_ = ntohs(own.sin_port);
    read_on();
}

void Client::read_on() {
    if (state_ != State::connected || server_closed_) return;
    uv_read_start(stream(socket_), give_buffer,
                  [](uv_stream_t* from, ssize_t count, const uv_buf_t* buffer) {
                      static_cast<Client*>(from->data)->on_read(count, buffer->base);
                  });
}

void Client::stop_reading() {
    if (state_ == State::connected) uv_read_stop(stream(socket_));
}

void Client::on_read(ssize_t count, const char* bytes) {
    if (count < 0) {
        server_closed_ = true;
        uv_read_stop(stream(socket_));
        return;
    }
    const std::string_view came(bytes, static_cast<std::size_t>(count));
    came_ += came.size();
    if (std::string_view(said_).substr(answered_).starts_with(came)) {
        answered_ += came.size();
    } else {
        answered_wrong_ = true;
    }
}

std::size_t Client::moved() {
    const bool is_there = state_ == State::connected;
    return said_.size() - (is_there ? uv_stream_get_write_queue_size(stream(socket_)) : 0) + came_;
}

bool Client::has_sent_what_it_can() {
    constexpr double long_enough = 1;
    if (state_ != State::connected) return true;
    const std::size_t waiting = uv_stream_get_write_queue_size(stream(socket_));
    if (waiting != waiting_) moved_at_ = now();
    waiting_ = waiting;
    return waiting == 0 || server_closed_ || now() - moved_at_ > long_enough;
}

void Client::say(std::string_view text) {
    if (state_ != State::connected) return;
    said_ += text;
    moved_at_ = now();
    auto writing = std::make_unique<Writing>(Writing{{}, std::string(text)});
    writing->request.data = writing.get();
    const uv_buf_t buffer =
        uv_buf_init(writing->text.data(), static_cast<unsigned>(writing->text.size()));
    // A server that has closed is found out by reading, or, by a client that reads nothing, so.
    const int error =
        uv_write(&writing->request, stream(socket_), &buffer, 1, [](uv_write_t* done, int status) {
            // After a cancellation the client may be gone.
            if (status != 0 && status != UV_ECANCELED) {
                static_cast<Client*>(done->handle->data)->server_closed_ = true;
            }
            delete static_cast<Writing*>(done->data);
        });
    if (error == 0) static_cast<void>(writing.release());
}

void Client::leave() {
    if (state_ != State::connected || left_) return;
    left_ = true;
    auto request = std::make_unique<uv_shutdown_t>();
    const int error =
        uv_shutdown(request.get(), stream(socket_), [](uv_shutdown_t* done, int) { delete done; });
    if (error == 0) static_cast<void>(request.release());
}

void Client::vanish() {
    if (socket_ == nullptr) return;
    // libuv refuses the RST after a shutdown.
    if (state_ == State::connected && !left_) {
        const int error = uv_tcp_close_reset(
            socket_.get(), [](uv_handle_t* closed) { delete reinterpret_cast<uv_tcp_t*>(closed); });
        if (error == 0) static_cast<void>(socket_.release());
    }
    socket_.reset();
    state_ = State::away;
}

}  // namespace out_of_step
