// An echo server with libevent: one loop in one thread for all, a bufferevent for each connection,
// as its documentation does it.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>

#include <netinet/in.h>
#include <sys/socket.h>

namespace {

void on_read(bufferevent* connection, void* /*context*/) {
    evbuffer_add_buffer(bufferevent_get_output(connection), bufferevent_get_input(connection));
}

void on_event(bufferevent* connection, short events, void* /*context*/) {
    if ((events & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) != 0) bufferevent_free(connection);
}

void on_accept(evconnlistener* listener, evutil_socket_t accepted, sockaddr* /*address*/,
               int /*size*/, void* /*context*/) {
    bufferevent* const connection =
        bufferevent_socket_new(evconnlistener_get_base(listener), accepted, BEV_OPT_CLOSE_ON_FREE);
    if (connection == nullptr) {
        std::fputs("bufferevent_socket_new failed\n", stderr);
        std::exit(1);
    }
    bufferevent_setcb(connection, on_read, nullptr, on_event, nullptr);
    bufferevent_enable(connection, EV_READ | EV_WRITE);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: PORT\n", stderr);
        return 2;
    }
    event_base* const base = event_base_new();
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[1])));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    evconnlistener* const listener = evconnlistener_new_bind(
        base, on_accept, nullptr, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, SOMAXCONN,
        reinterpret_cast<sockaddr*>(&address), sizeof address);
    if (listener == nullptr) {
        std::perror("evconnlistener_new_bind");
        return 1;
    }
    return event_base_dispatch(base) == 0 ? 0 : 1;
}
