// How a waiting thread asks the system: it polls for itself, and records what it learns.

#include <ctime>

#include "posix/lingering.h"
#include "posix/socket.h"
#include "posix/wait_set.h"

namespace winsock {

namespace {

/// A wait that needs no answer from the system asks it all the same once this much time has gone
/// by: often enough that no arrival is missed for long, too rarely to cost anything.
constexpr auto look_at_least_every = std::chrono::milliseconds(1);

/// A clock that is good enough to tell whether something is long ago, and costs next to nothing.
std::chrono::nanoseconds coarse_now() {
#ifdef CLOCK_MONOTONIC_COARSE
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
#else
    return std::chrono::steady_clock::now().time_since_epoch();
#endif
}

}  // namespace

bool WaitSet::looked_long_ago() const { return coarse_now() - last_look_ > look_at_least_every; }

void WaitSet::record(const Poller& poller, const Poller::Report& report, bool certain) {
    const SOCKET handle = Socket::handle_in(report.key);
    const std::uint32_t serial = Socket::serial_in(report.key);
    std::shared_ptr<Socket> found;
    Socket* socket = known_sockets.known(handle);
    if (socket == nullptr) socket = (found = Socket::find(handle)).get();
    if (socket == nullptr || socket->serial() != serial) {
        socket = (found = Lingering::find(serial)).get();
    }
    if (socket != nullptr) socket->report(poller, report.ready, certain);
}

void WaitSet::look(Poller& poller) {
    Poller::Reports reports;
    const bool certain = poller.owner.load() == this;
    std::size_t filled = 0;
    do {
        filled = poller.wait(0, reports);
        for (std::size_t i = 0; i < filled; ++i) record(poller, reports[i], certain);
    } while (filled + 1 >= reports.size());  // one of them may have been a wake-up
}

void WaitSet::look_around() {
    look(*poller_);
    for (const std::shared_ptr<Poller>& other : foreign_) look(*other);
    Lingering::flush();
    last_look_ = coarse_now();
}

void WaitSet::block(int milliseconds, Places interest, bool all) {
    poller_->owner_sleeps = true;
    if (interest != 0 && (satisfied(interest, all) || stale_.load())) milliseconds = 0;
    if (foreign_.empty()) {
        Poller::Reports reports;
        const std::size_t filled = poller_->wait(milliseconds, reports);
        poller_->owner_sleeps.store(false, std::memory_order_release);
        for (std::size_t i = 0; i < filled; ++i) record(*poller_, reports[i], true);
        Lingering::flush();
        last_look_ = coarse_now();
        return;
    }
    std::vector<Poller*> pollers{poller_.get()};
    for (const std::shared_ptr<Poller>& other : foreign_) pollers.push_back(other.get());
    Poller::wait_for_any(pollers, milliseconds);
    poller_->owner_sleeps = false;
    look_around();
}

void WaitSet::await(const Poller::Awaited& awaited, const std::atomic<bool>& let_go) {
    constexpr int without_poller = 10;  // milliseconds: nobody can wake this thread
    if (!poller()) return Poller::wait_for_any({}, without_poller, &awaited);
    Poller* const own = poller_.get();
    poller_->owner_sleeps = true;
    Poller::wait_for_any({&own, 1}, let_go.load() ? 0 : -1, &awaited);
    poller_->owner_sleeps = false;
    look_around();
}

}  // namespace winsock
