#include "posix/lingering.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "core/handle_table.h"
#include "posix/socket.h"

namespace winsock {

namespace {

constexpr auto longest_delivery_at_exit = std::chrono::seconds(5);

struct Registry {
    std::mutex mutex;
    std::map<std::uint32_t, std::shared_ptr<Socket>> sockets;
    std::atomic<std::size_t> count{0};
};

Registry& registry() {
    static Registry& instance = *new Registry;  // never destroyed: it is used at exit
    return instance;
}

std::vector<std::pair<std::uint32_t, std::shared_ptr<Socket>>> all() {
    const std::lock_guard lock(registry().mutex);
    return {registry().sockets.begin(), registry().sockets.end()};
}

bool flush_those(bool orphans_only) {
    bool something_left = false;
    for (const auto& [serial, socket] : all()) {
        const std::shared_ptr<Poller> home = socket->home();
        if (orphans_only && home && home->owner.load() != nullptr) continue;
        if (socket->flush()) {
            something_left = true;
            continue;
        }
        const std::lock_guard lock(registry().mutex);
        registry().count -= registry().sockets.erase(serial);
    }
    return something_left;
}

void deliver() {
    const auto deadline = std::chrono::steady_clock::now() + longest_delivery_at_exit;
    for (;;) {
        bool something_left = flush_those(false);
        for (const auto& [value, object] : HandleTable::instance().all(Object::Kind::socket)) {
            something_left |= static_cast<Socket&>(*object).flush();
        }
        if (!something_left || std::chrono::steady_clock::now() >= deadline) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

void Lingering::add(std::uint32_t serial, std::shared_ptr<Socket> socket) {
    const std::lock_guard lock(registry().mutex);
    registry().count += registry().sockets.emplace(serial, std::move(socket)).second ? 1 : 0;
}

std::shared_ptr<Socket> Lingering::find(std::uint32_t serial) {
    if (registry().count.load() == 0) return nullptr;
    const std::lock_guard lock(registry().mutex);
    const auto found = registry().sockets.find(serial);
    return found != registry().sockets.end() ? found->second : nullptr;
}

void Lingering::flush() {
    if (registry().count.load() != 0) flush_those(true);
}

void Lingering::deliver_at_exit() {
    static const int registered = std::atexit(deliver);
    static_cast<void>(registered);
}

}  // namespace winsock
