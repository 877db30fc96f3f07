// An echo server with libuv: one loop in one thread for all, callbacks for each connection.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <uv.h>

namespace {

struct Connection {
    uv_tcp_t socket{};
    std::array<char, 1024> heard{};
};

// What is sent stays where it is until it has been sent.
struct Answer {
    uv_write_t request{};
    std::array<char, 1024> bytes{};
};

void check(int result, const char* what) {
    if (result >= 0) return;
    std::fprintf(stderr, "%s: %s\n", what, uv_strerror(result));
    std::exit(1);
}

void end(uv_handle_t* socket) {
    if (uv_is_closing(socket) != 0) return;
    uv_close(socket, [](uv_handle_t* closed) { delete static_cast<Connection*>(closed->data); });
}

void on_written(uv_write_t* request, int status) {
    if (status < 0) end(reinterpret_cast<uv_handle_t*>(request->handle));
    delete static_cast<Answer*>(request->data);
}

void where_to_read(uv_handle_t* socket, std::size_t /*suggested*/, uv_buf_t* buffer) {
    auto& heard = static_cast<Connection*>(socket->data)->heard;
    *buffer = uv_buf_init(heard.data(), static_cast<unsigned>(heard.size()));
}

void on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
    if (size == 0) return;  // nothing has come after all
    if (size < 0) return end(reinterpret_cast<uv_handle_t*>(stream));
    auto* const answer = new Answer;
    answer->request.data = answer;
    std::copy_n(buffer->base, size, answer->bytes.data());
    const uv_buf_t sent = uv_buf_init(answer->bytes.data(), static_cast<unsigned>(size));
    check(uv_write(&answer->request, stream, &sent, 1, on_written), "uv_write");
}

void on_connection(uv_stream_t* listener, int status) {
    check(status, "on_connection");
    auto* const connection = new Connection;
    check(uv_tcp_init(listener->loop, &connection->socket), "uv_tcp_init");
    connection->socket.data = connection;
    auto* const stream = reinterpret_cast<uv_stream_t*>(&connection->socket);
    check(uv_accept(listener, stream), "uv_accept");
    check(uv_read_start(stream, where_to_read, on_read), "uv_read_start");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: PORT\n", stderr);
        return 2;
    }
    uv_loop_t* const loop = uv_default_loop();
    uv_tcp_t listener{};
    sockaddr_in address{};
    check(uv_tcp_init(loop, &listener), "uv_tcp_init");
    check(uv_ip4_addr("127.0.0.1", std::atoi(argv[1]), &address), "uv_ip4_addr");
    check(uv_tcp_bind(&listener, reinterpret_cast<const sockaddr*>(&address), 0), "uv_tcp_bind");
    check(uv_listen(reinterpret_cast<uv_stream_t*>(&listener), SOMAXCONN, on_connection),
          "uv_listen");
    return uv_run(loop, UV_RUN_DEFAULT);
}
