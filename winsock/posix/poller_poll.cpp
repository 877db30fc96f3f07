// poll(2), for systems without epoll. It knows levels, so the edges are made here: what was
// reported of a descriptor is not asked for again until rearm() says that it was used up. New data
// behind data that nobody has read is therefore not an arrival: the row `documented` of the rule
// sets.

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <vector>

#include "posix/poller.h"

namespace winsock {

struct Poller::Backend {
    struct Watched {
        std::uint64_t key;
        short asked;
        std::uint64_t version;  ///< another one each time it is asked for anew
    };

    int wake_read = -1;
    int wake_write = -1;
    std::mutex mutex;
    std::map<int, Watched> watched;
    std::uint64_t versions = 0;

    ~Backend() {
        if (wake_read >= 0) ::close(wake_read);
        if (wake_write >= 0) ::close(wake_write);
    }

    /// The wake-up first. `asked_at`, if it is wanted, becomes as long as `queries`.
    void append_queries(std::vector<pollfd>& queries,
                        std::vector<std::uint64_t>* asked_at = nullptr) {
        const std::lock_guard lock(mutex);
        queries.push_back({wake_read, POLLIN, 0});
        if (asked_at != nullptr) asked_at->push_back(0);
        for (const auto& [fd, entry] : watched) {
            if (entry.asked == 0) continue;
            queries.push_back({fd, entry.asked, 0});
            if (asked_at != nullptr) asked_at->push_back(entry.version);
        }
    }
};

namespace {

#ifdef POLLRDHUP
constexpr short peer_closed_bit = POLLRDHUP;
#else
constexpr short peer_closed_bit = 0;
#endif
constexpr short everything = POLLIN | POLLOUT | POLLPRI | peer_closed_bit;
constexpr short broken = POLLERR | POLLHUP | POLLNVAL;  ///< told without being asked for

bool has(short bits, int bit) { return (bits & bit) != 0; }

native::Readiness to_readiness(int fd, short bits) {
    native::Readiness ready{.readable = has(bits, POLLIN),
                            .writable = has(bits, POLLOUT),
                            .urgent = has(bits, POLLPRI),
                            .peer_closed = has(bits, peer_closed_bit),
                            .failed = has(bits, POLLERR | POLLHUP)};
    if (peer_closed_bit == 0 && ready.readable) {
        ready.peer_closed = native::waiting(fd, false) == 0 && native::fin_is_next(fd);
    }
    return ready;
}

}  // namespace

Poller::Poller(std::unique_ptr<Backend> backend) : backend_(std::move(backend)) {}
Poller::~Poller() = default;

std::shared_ptr<Poller> Poller::create() {
    auto backend = std::make_unique<Backend>();
    int ends[2];
    if (::pipe(ends) != 0) return nullptr;
    backend->wake_read = ends[0];
    backend->wake_write = ends[1];
    for (const int end : ends) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    return std::shared_ptr<Poller>(new Poller(std::move(backend)));
}

bool Poller::watch(int fd, std::uint64_t key) {
    {
        const std::lock_guard lock(backend_->mutex);
        backend_->watched[fd] = {key, everything, ++backend_->versions};
    }
    wake();
    return true;
}

void Poller::unwatch(int fd) {
    const std::lock_guard lock(backend_->mutex);
    backend_->watched.erase(fd);
}

void Poller::forget(int fd) { unwatch(fd); }

void Poller::rearm(int fd, bool readable, bool writable) {
    {
        const std::lock_guard lock(backend_->mutex);
        const auto found = backend_->watched.find(fd);
        if (found == backend_->watched.end() || found->second.asked == 0) return;
        const int more = (readable ? POLLIN | POLLPRI : 0) | (writable ? POLLOUT : 0);
        found->second.asked = static_cast<short>(found->second.asked | more);
        found->second.version = ++backend_->versions;
    }
    wake();
}

std::size_t Poller::wait(int milliseconds, Reports& reports) {
    std::vector<pollfd> queries;
    std::vector<std::uint64_t> asked_at;
    backend_->append_queries(queries, &asked_at);
    ::poll(queries.data(), static_cast<nfds_t>(queries.size()), milliseconds);
    bool woken = false;
    char bytes[64];
    while (::read(backend_->wake_read, bytes, sizeof bytes) > 0) woken = true;
    if (woken) pass_on_wake();
    std::size_t filled = 0;
    const std::lock_guard lock(backend_->mutex);
    for (std::size_t i = 1; i < queries.size() && filled < reports.size(); ++i) {
        const pollfd& query = queries[i];
        const auto found = backend_->watched.find(query.fd);
        if (query.revents == 0 || found == backend_->watched.end()) continue;
        // Meanwhile another thread has looked too, and what it reported was used up; or this is
        // another socket by now. Whatever still holds, the next poll says again.
        if (found->second.version != asked_at[i]) continue;
        // Or it has reported this, and nobody has used it up: then it is no news.
        short& asked = found->second.asked;
        const int news = asked == 0 ? 0 : query.revents & (asked | broken);
        if (news == 0) continue;
        asked = static_cast<short>((news & broken) != 0 ? 0 : asked & ~news);
        reports[filled++] = {found->second.key, to_readiness(query.fd, static_cast<short>(news))};
    }
    return filled;
}

void Poller::wake() { [[maybe_unused]] const ssize_t n = ::write(backend_->wake_write, "", 1); }

void Poller::wait_for_any(std::span<Poller* const> pollers, int milliseconds,
                          const Awaited* awaited) {
    std::vector<pollfd> queries;
    for (Poller* poller : pollers) poller->backend_->append_queries(queries);
    if (awaited != nullptr) {
        const int events = (awaited->readable ? POLLIN : 0) | (awaited->writable ? POLLOUT : 0);
        queries.push_back({awaited->fd, static_cast<short>(events), 0});
    }
    ::poll(queries.data(), static_cast<nfds_t>(queries.size()), milliseconds);
}

}  // namespace winsock
