// An echo server in raw epoll: what the others are compared with.
//
// An acceptor deals connections out to the workers in turn; each worker has an epoll instance of
// its own and takes up to 64 events at a time: the threads and the arrays of event_select.cpp, and
// nothing between them and the kernel.
//
// Edge-triggered, since that is the faster one: a level-triggered descriptor goes back to the ready
// list after each report and is asked once more by the next epoll_wait. One recv for each event is
// enough as long as it leaves room in the buffer: what comes later is an edge of its own. Only when
// the event says that the client has finished, recv goes on until it says so too: that edge is
// past. `model_epoll PORT WORKERS level` is the other one, for whoever wants to compare.

#include <string>
#include <thread>
#include <vector>

#include <sys/epoll.h>

#include "listener.h"

namespace {

// Answers what has come. False when the connection is over.
bool serve(int descriptor, bool finished) {
    char buffer[1024];
    for (;;) {
        const ssize_t size = recv(descriptor, buffer, sizeof buffer, 0);
        if (size < 0) return errno == EAGAIN || errno == EINTR;
        if (size == 0) return false;
        // A client of the benchmark has one message on its way, so the socket always has space.
        if (send(descriptor, buffer, static_cast<std::size_t>(size), MSG_NOSIGNAL) != size)
            return false;
        if (size < static_cast<ssize_t>(sizeof buffer) && !finished) return true;
    }
}

void work(int poller) {
    epoll_event ready[64];
    for (;;) {
        const int count = epoll_wait(poller, ready, 64, -1);
        if (count < 0 && errno != EINTR) die("epoll_wait");
        for (int i = 0; i < count; ++i) {
            const bool finished = (ready[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
            if (!serve(ready[i].data.fd, finished)) close(ready[i].data.fd);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    const int workers = workers_from(argc, argv);
    const bool level = argc > 3 && std::string(argv[3]) == "level";
    const int listener = listen_on(argv[1]);

    std::vector<int> pollers;
    for (int i = 0; i < workers; ++i) {
        pollers.push_back(epoll_create1(EPOLL_CLOEXEC));
        if (pollers.back() < 0) die("epoll_create1");
        std::thread(work, pollers.back()).detach();
    }

    for (std::size_t next = 0;; next = (next + 1) % pollers.size()) {
        const int descriptor = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) die("accept4");
        epoll_event wanted{};
        wanted.events = EPOLLIN | EPOLLRDHUP | (level ? 0u : static_cast<unsigned>(EPOLLET));
        wanted.data.fd = descriptor;
        if (epoll_ctl(pollers[next], EPOLL_CTL_ADD, descriptor, &wanted) != 0) die("epoll_ctl");
    }
}
