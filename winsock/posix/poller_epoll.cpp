// Edge-triggered epoll. Its edges are the arrivals of rule 1: data, a connection, a FIN, a reset,
// room to send. Two things it does not tell, and the socket must: an edge names all that is ready,
// not only what is new; and what a partial recv or accept left behind makes no new edge.

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <vector>

#include "posix/poller.h"

namespace winsock {

namespace {
constexpr std::uint64_t wake_key = ~std::uint64_t{0};
}

struct Poller::Backend {
    int poll_fd = -1;
    int wake_fd = -1;

    ~Backend() {
        if (poll_fd >= 0) ::close(poll_fd);
        if (wake_fd >= 0) ::close(wake_fd);
    }
};

Poller::Poller(std::unique_ptr<Backend> backend) : backend_(std::move(backend)) {}
Poller::~Poller() = default;

std::shared_ptr<Poller> Poller::create() {
    auto backend = std::make_unique<Backend>();
    backend->poll_fd = ::epoll_create1(EPOLL_CLOEXEC);
    backend->wake_fd = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    // Edge-triggered, so that each write wakes and nobody has to read the counter back.
    epoll_event wake_edge{.events = EPOLLIN | EPOLLET, .data = {.u64 = wake_key}};
    if (backend->poll_fd < 0 || backend->wake_fd < 0 ||
        ::epoll_ctl(backend->poll_fd, EPOLL_CTL_ADD, backend->wake_fd, &wake_edge) != 0) {
        return nullptr;
    }
    return std::shared_ptr<Poller>(new Poller(std::move(backend)));
}

bool Poller::watch(int fd, std::uint64_t key) {
    epoll_event edge{.events = EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLET,
                     .data = {.u64 = key}};
    return ::epoll_ctl(backend_->poll_fd, EPOLL_CTL_ADD, fd, &edge) == 0;
}

void Poller::unwatch(int fd) { ::epoll_ctl(backend_->poll_fd, EPOLL_CTL_DEL, fd, nullptr); }

void Poller::forget(int) {}             // epoll forgets what is closed
void Poller::rearm(int, bool, bool) {}  // epoll finds its edges itself

std::size_t Poller::wait(int milliseconds, Reports& reports) {
    std::array<epoll_event, batch> edges;
    const int count =
        ::epoll_wait(backend_->poll_fd, edges.data(), static_cast<int>(edges.size()), milliseconds);
    std::size_t filled = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event& edge = edges[static_cast<std::size_t>(i)];
        if (edge.data.u64 == wake_key) {
            pass_on_wake();
            continue;
        }
        reports[filled++] = {edge.data.u64,
                             {.readable = (edge.events & EPOLLIN) != 0,
                              .writable = (edge.events & EPOLLOUT) != 0,
                              .urgent = (edge.events & EPOLLPRI) != 0,
                              .peer_closed = (edge.events & EPOLLRDHUP) != 0,
                              .failed = (edge.events & (EPOLLERR | EPOLLHUP)) != 0}};
    }
    return filled;
}

void Poller::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(backend_->wake_fd, &one, sizeof one);
}

void Poller::wait_for_any(std::span<Poller* const> pollers, int milliseconds,
                          const Awaited* awaited) {
    std::vector<pollfd> queries;
    for (const Poller* poller : pollers) queries.push_back({poller->backend_->poll_fd, POLLIN, 0});
    if (awaited != nullptr) {
        const int events = (awaited->readable ? POLLIN : 0) | (awaited->writable ? POLLOUT : 0);
        queries.push_back({awaited->fd, static_cast<short>(events), 0});
    }
    ::poll(queries.data(), queries.size(), milliseconds);
}

}  // namespace winsock
