// An echo server with Asio: one io_context in one thread for all, a coroutine for each connection.

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <system_error>
#include <utility>

#include <asio.hpp>

namespace {

using asio::ip::tcp;

asio::awaitable<void> serve(tcp::socket connection) try {
    std::array<char, 1024> buffer;
    for (;;) {
        const std::size_t size =
            co_await connection.async_read_some(asio::buffer(buffer), asio::use_awaitable);
        co_await asio::async_write(connection, asio::buffer(buffer, size), asio::use_awaitable);
    }
} catch (const std::system_error&) {
    // The client has left; its socket closes with this coroutine.
}

asio::awaitable<void> accept_all(tcp::acceptor listener) {
    for (;;) {
        tcp::socket accepted = co_await listener.async_accept(asio::use_awaitable);
        asio::co_spawn(listener.get_executor(), serve(std::move(accepted)), asio::detached);
    }
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        std::fputs("usage: PORT\n", stderr);
        return 2;
    }
    asio::io_context context(1);  // one thread, so it need not lock
    tcp::acceptor listener(context, {asio::ip::address_v4::loopback(),
                                     static_cast<std::uint16_t>(std::atoi(argv[1]))});
    asio::co_spawn(context, accept_all(std::move(listener)), [](const std::exception_ptr& problem) {
        if (problem) std::rethrow_exception(problem);
    });
    context.run();
} catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
}
