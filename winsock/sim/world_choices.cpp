// Where an execution may go on in more than one way: before each call, and where luck decides.

#include <algorithm>
#include <atomic>

#include "sim/execution.h"
#include "sim/history.h"
#include "sim/world.h"

namespace winsock::sim {

std::span<const Action* const> World::able_actions(Able& room) const {
    std::size_t count = 0;
    const auto add = [&](const Action* action) {
        // Sorted by insertion: there are a few, and mostly in order.
        std::size_t place = count++;
        for (; place > 0 && room[place - 1] > action; --place) room[place] = room[place - 1];
        room[place] = action;
    };
    for (const auto& client : clients_) {
        if (client->can_act()) add(client->next());
    }
    if (can_be_told_to_stop()) add(stop_);
    return {room.data(), count};
}

unsigned World::count_able_actions() const {
    const auto clients = std::count_if(clients_.begin(), clients_.end(),
                                       [](const auto& client) { return client->can_act(); });
    return static_cast<unsigned>(clients) + (can_be_told_to_stop() ? 1 : 0);
}

unsigned World::choose(unsigned count, unsigned what) {
    if (is_over()) return 0;
    if (scenario_ != nullptr && actions_played_ < scenario_->calm) return 0;
    choosing_ = what;
    const unsigned chosen = choices.choose(count);
    if (recorder != nullptr) recorder->chose({choices.points() - 1, what, count, chosen});
    if (choices.pruned()) end(Ending::pruned);
    if (choices.diverged()) {
        find_at_end(Detector::not_deterministic, "",
                    "with the same answers to the same calls the program did something else");
        end(Ending::found);
    }
    return chosen;
}

bool World::unlucky(Misfortune misfortune) {
    if (scenario_ == nullptr || !scenario_->misfortunes.contains(misfortune)) return false;
    if (choose(2, 3 + static_cast<unsigned>(misfortune)) == 0) return false;
    scheduler.scene_changed();  // what a wait has shown before, it need not show again
    misfortune_happened(sim::name_of(misfortune));
    return true;
}

void World::misfortune_happened(std::string_view what) {
    if (recorder == nullptr) return;
    Happening happening;
    happening.kind = Happening::Kind::action;
    happening.deviation = true;
    happening.thread = scheduler.running().number;
    happening.text = what;
    recorder->happened(happening);
}

void World::before_call() {
    if (heartbeat != nullptr) {
        // Only one thread at a time writes it, so nothing has to be locked, as fetch_add() would.
        const std::uint64_t beats = heartbeat->load(std::memory_order_relaxed);
        heartbeat->store(beats + 1, std::memory_order_relaxed);
    }
    if (scenario_ == nullptr) {
        // Nobody else decides who runs: a thread that asks again and again must let others run.
        if (calls_ % 128 == 127 && scheduler.others_that_can_run() > 0) scheduler.let_run(0);
        return;
    }
    while (!is_over()) {
        const unsigned count = count_able_actions();
        const unsigned threads =
            scheduler.threads().size() > 1 ? scheduler.others_that_can_run() : 0;
        // [choice_point]
        if (count + threads == 0) return;
        const unsigned chosen = choose(1 + count + threads, 0);
        if (chosen == 0 || is_over()) return;
        if (chosen <= count) {
            let_act(chosen - 1, true);
        } else {
            scheduler.let_run(chosen - 1 - count);
        }
        // [choice_point]
    }
}

namespace {
constexpr unsigned behind_a_set = 3 + misfortune_count;
constexpr unsigned whom_to_notify = behind_a_set + 1;
}  // namespace

unsigned World::choose_who_is_notified(std::size_t waiting) {
    if (scenario_ == nullptr || waiting == 1) return 0;
    const unsigned chosen = choose(static_cast<unsigned>(waiting), whom_to_notify);
    if (chosen > 0) misfortune_happened("another one is notified");
    return chosen;
}

void World::behind_set() {
    if (scenario_ == nullptr || scheduler.threads().size() == 1) return;
    bool has_given_way = false;
    while (!is_over()) {
        const unsigned threads = scheduler.others_that_can_run();
        const unsigned chosen = threads == 0 ? 0 : choose(1 + threads, behind_a_set);
        if (chosen == 0 || is_over()) break;
        scheduler.let_run(chosen - 1);
        has_given_way = true;
    }
    if (has_given_way) remember_turn(Turn::goes_on, scheduler.running().number);
}

void World::remember_turn(Turn turn, unsigned thread) {
    constexpr std::uint64_t no_call = 0xFF00;
    history_ = mix(history_, (no_call | static_cast<std::uint64_t>(turn)) << 8 | thread);
}

namespace {

/// Of a call, its arguments and its result.
std::uint64_t hash_of(const Happening& call) {
    const std::uint64_t hash =
        mix(call.hash, static_cast<std::uint64_t>(call.api) << 32 | call.thread);
    return mix(hash, static_cast<std::uint64_t>(call.result) << 32 ^
                         static_cast<std::uint64_t>(call.result) >> 32 ^
                         static_cast<std::uint64_t>(call.error));
}

}  // namespace

void World::call_ended(const Happening& call) {
    ++calls_;
    const std::uint64_t made = hash_of(call);
    history_ = mix(history_, made);
    if (recorder != nullptr) recorder->happened(call);
    if (scenario_ == nullptr) return;
    notes.call_ended(*this, call);
    spin.call_ended(*this, call, made);
}

void World::let_act(unsigned n, bool early) {
    Able able;
    const Action& action = *able_actions(able)[n];
    if (action.client == Action::nobody) {
        tell_to_stop();
    } else {
        clients_[action.client]->act();
    }
    ++actions_played_;
    scheduler.scene_changed();
    spin.begin();
    if (recorder == nullptr) return;
    Happening happening;
    happening.kind = Happening::Kind::action;
    happening.deviation = early;
    happening.thread = scheduler.running().number;
    happening.action = &action;
    recorder->happened(happening);
}

// Not before it has listened once: whoever stops a server that is about to start asks for nothing.
bool World::can_be_told_to_stop() const {
    return stop_ != nullptr &&
           std::any_of(sockets_.begin(), sockets_.end(), [&](const auto& socket) {
               return socket->state() == Socket::State::listening && socket->is_at(server_address_);
           });
}

// A thread of the program asks its handlers, as on Windows. Without any there is nobody to ask.
void World::tell_to_stop() {
    stop_ = nullptr;
    told_to_stop_ = true;
    if (console.ignores_ctrl_c()) return;
    if (console.empty()) {
        exit_code = control_c_exit;
        return end(Ending::exited);
    }
    scheduler.start([this]() -> DWORD {
        asked_ = console;
        if (!asked_.deal_with(CTRL_C_EVENT)) program_exits(control_c_exit);
        return 0;
    });
}

}  // namespace winsock::sim
