#include "sim/detectors/spin.h"

#include <algorithm>

#include "sim/detectors/words.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

/// Whether something moved that will not come again: bytes, a connection.
bool is_news(const Happening& call) {
    switch (call.api) {
        case Api::accept: return call.error == 0;
        case Api::recv: {
            const bool peeks = (call.arguments[2] & MSG_PEEK) != 0;
            return call.result > 0 && !peeks;
        }
        case Api::send: return call.result > 0;
        default: return false;
    }
}

}  // namespace

void SpinWatch::call_ended(World& world, const Happening& call, std::uint64_t made_now) {
    if (world.now() != time_) {
        time_ = world.now();
        begin();
    }
    if (++since_moved_ > most_calls_without_news) return report(world, 0);
    if (is_news(call)) return news();

    const std::uint64_t socket = is_about_socket(call.api) ? call.arguments[0] : 0;
    ring_[count_ % remembered] = {made_now, socket, call.api, call.name};
    if (period_ != 0) {
        const bool same = made(count_).hash == made(count_ - period_).hash;
        repeated_ = same ? repeated_ + 1 : 0;
        if (!same) period_ = 0;
    }
    ++count_;
    if (period_ == 0 && count_ >= next_look_) look_for_a_cycle();
    if (has_gone_round() && !lets_others_run(world)) report(world, period_);
}

bool SpinWatch::has_gone_round() const {
    if (period_ == 0) return false;
    return repeated_ >= most_rounds * period_ ||
           (repeated_ >= enough_calls && repeated_ >= enough_rounds * period_);
}

// The shortest cycle that the last calls have gone round three times.
void SpinWatch::look_for_a_cycle() {
    next_look_ = count_ + std::min<std::uint64_t>(count_, remembered);
    const std::uint64_t known = std::min<std::uint64_t>(count_, remembered);
    for (std::uint64_t length = 1; length <= longest_cycle && length * 3 <= known; ++length) {
        std::uint64_t call = count_ - 2 * length;
        while (call < count_ && made(call).hash == made(call - length).hash) ++call;
        if (call < count_) continue;
        period_ = length;
        repeated_ = 2 * length;
        return;
    }
}

bool SpinWatch::lets_others_run(World& world) {
    Scheduler& scheduler = world.scheduler;
    const std::size_t most = 16 * scheduler.threads().size();
    if (made_way_ >= most || scheduler.others_that_can_run() == 0) return false;
    ++made_way_;
    news();
    // From the end of a call, which may hold what it has made.
    Thread& thread = scheduler.running();
    thread.holds_something = true;
    scheduler.let_run(0);
    thread.holds_something = false;
    return true;
}

// From where it begins: at a wait, if there is one. Else any rotation would do; the same is always
// chosen.
std::vector<SpinWatch::Made> SpinWatch::cycle(std::uint64_t period) const {
    std::vector<Made> calls;
    for (std::uint64_t call = count_ - period; call < count_; ++call) calls.push_back(made(call));
    const auto key = [&](std::size_t first) {
        const bool begins = waits_for_objects(calls[first].api) &&
                            !waits_for_objects(calls[(first + period - 1) % period].api);
        std::vector<int> apis{begins ? 0 : 1};
        for (std::size_t i = 0; i < period; ++i) {
            apis.push_back(static_cast<int>(calls[(first + i) % period].api));
        }
        return apis;
    };
    std::size_t best = 0;
    for (std::size_t first = 1; first < period; ++first) {
        if (key(first) < key(best)) best = first;
    }
    std::rotate(calls.begin(), calls.begin() + static_cast<std::ptrdiff_t>(best), calls.end());
    return calls;
}

void SpinWatch::report(World& world, std::uint64_t period) {
    if (period == 0) {
        world.find(Detector::spin, "", world.scheduler.running().call,
                   "it makes one call after the other, and comes to no rest");
        return world.end(Ending::found);
    }
    const std::vector<Made> calls = cycle(period);
    std::vector<std::string> names;
    const Client* client = nullptr;
    bool several = false;
    for (const Made& call : calls) {
        names.emplace_back(call.name != nullptr ? call.name : name_of(call.api));
        const Socket* const socket = call.about != 0 ? world.find_socket(call.about) : nullptr;
        if (socket == nullptr) continue;
        several =
            several || socket->client == nullptr || (client != nullptr && socket->client != client);
        client = socket->client;
    }
    world.find(Detector::spin, client != nullptr && !several ? client->name() : "", names.back(),
               "it goes round and round without rest, and nothing changes: " + sequence(names));
    world.end(Ending::found);
}

}  // namespace winsock::sim
