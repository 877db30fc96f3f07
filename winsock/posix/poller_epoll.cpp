// Edge-triggered epoll. Its edges are the arrivals of rule 1: data, a connection, a FIN, a reset,
// room to send. Two things it does not tell, and the socket must: an edge names all that is ready,
// not only what is new; and what a partial recv or accept left behind makes no new edge.

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "posix/poller.h"

namespace winsock {

namespace {
constexpr std::uint64_t wake_key = ~std::uint64_t{0};
}

std::shared_ptr<Poller> Poller::create() {
    const int poll_fd = ::epoll_create1(EPOLL_CLOEXEC);
    const int wake_fd = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    // Edge-triggered, so that each write wakes and nobody has to read the counter back.
    epoll_event wake_edge{.events = EPOLLIN | EPOLLET, .data = {.u64 = wake_key}};
    if (poll_fd < 0 || wake_fd < 0 ||
        ::epoll_ctl(poll_fd, EPOLL_CTL_ADD, wake_fd, &wake_edge) != 0) {
        if (poll_fd >= 0) ::close(poll_fd);
        if (wake_fd >= 0) ::close(wake_fd);
        return nullptr;
    }
    return std::shared_ptr<Poller>(new Poller(poll_fd, wake_fd));
}

Poller::~Poller() {
    ::close(poll_fd_);
    ::close(wake_fd_);
}

bool Poller::watch(int fd, std::uint64_t key) {
    epoll_event edge{.events = EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLET,
                     .data = {.u64 = key}};
    return ::epoll_ctl(poll_fd_, EPOLL_CTL_ADD, fd, &edge) == 0;
}

void Poller::unwatch(int fd) { ::epoll_ctl(poll_fd_, EPOLL_CTL_DEL, fd, nullptr); }

std::size_t Poller::wait(int milliseconds, Reports& reports) {
    std::array<epoll_event, batch> edges;
    const int count =
        ::epoll_wait(poll_fd_, edges.data(), static_cast<int>(edges.size()), milliseconds);
    std::size_t filled = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event& edge = edges[static_cast<std::size_t>(i)];
        if (edge.data.u64 == wake_key) continue;
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
    [[maybe_unused]] const ssize_t written = ::write(wake_fd_, &one, sizeof one);
}

}  // namespace winsock
