#include "posix/lingering.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "posix/socket.h"

namespace winsock {

namespace {

constexpr auto longest_delivery = std::chrono::seconds(5);

struct Registry {
    std::mutex mutex;
    std::map<std::uint32_t, std::shared_ptr<Socket>> sockets;
};

/// How many there are: asked after each wait, and nearly always 0.
constinit std::atomic<std::size_t> count{0};

Registry& registry() {
    static Registry& instance = *new Registry;  // never destroyed: it is used at exit
    return instance;
}

std::vector<std::pair<std::uint32_t, std::shared_ptr<Socket>>> all() {
    const std::lock_guard lock(registry().mutex);
    return {registry().sockets.begin(), registry().sockets.end()};
}

// Sends on for those that `concerns(home)`. True if something is left.
template <typename Concerns>
bool flush_those(Concerns&& concerns) {
    bool something_left = false;
    for (const auto& [serial, socket] : all()) {
        if (!concerns(socket->home().get())) continue;
        something_left |= socket->flush();
    }
    return something_left;
}

// Calls `flush` until nothing is left or the time is over.
template <typename Flush>
void flush_within_limits(Flush&& flush) {
    const auto deadline = std::chrono::steady_clock::now() + longest_delivery;
    while (flush() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

void deliver_everything() {
    flush_within_limits([] { return flush_those([](const Poller*) { return true; }); });
}

}  // namespace

void Lingering::add(std::uint32_t serial, std::shared_ptr<Socket> socket) {
    static const int registered = std::atexit(deliver_everything);
    static_cast<void>(registered);
    const std::lock_guard lock(registry().mutex);
    count += registry().sockets.emplace(serial, std::move(socket)).second ? 1 : 0;
}

void Lingering::remove(std::uint32_t serial) {
    if (count.load() == 0) return;
    const std::lock_guard lock(registry().mutex);
    count -= registry().sockets.erase(serial);
}

std::shared_ptr<Socket> Lingering::find(std::uint32_t serial) {
    if (count.load() == 0) return nullptr;
    const std::lock_guard lock(registry().mutex);
    const auto found = registry().sockets.find(serial);
    return found != registry().sockets.end() ? found->second : nullptr;
}

void Lingering::flush() {
    if (count.load() == 0) return;
    flush_those(
        [](const Poller* home) { return home == nullptr || home->owner.load() == nullptr; });
}

void Lingering::deliver(const Poller& home) {
    if (count.load() == 0) return;
    flush_within_limits(
        [&] { return flush_those([&](const Poller* other) { return other == &home; }); });
}

}  // namespace winsock
