// Who runs next, and when time passes.
//
// The default execution is quiescent: a thread runs until it blocks, then the next thread that can
// run, then, when all are blocked, waits run out; and only when that changes nothing any more, the
// next client acts. Everything else is a deviation.
//
// Where the program is the client its peer is a server that answers at once, unless its script says
// that it waits: no time passes while it could act. Else each client that is patient for a while
// would have lost its patience before the first answer.

#include "sim/scheduler.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "sim/detectors/detectors.h"
#include "sim/history.h"
#include "sim/program_thread.h"
#include "sim/recycled.h"
#include "sim/stuck.h"
#include "sim/world.h"

namespace winsock::sim {

/// A thread of this process that runs threads of the program, one after the other.
struct Scheduler::Host {
    /// True if it was left behind: then the baton has come for the next job already.
    using Job = std::function<bool()>;

    std::thread thread;
    Baton baton;
    Job job;            // the next one; none when it shall end
    bool busy = false;  // until the thread of the program has ended, or the execution

    void loop() {
        for (bool has_baton = false;;) {
            if (!has_baton) baton.acquire();
            if (!job) return;
            has_baton = std::exchange(job, nullptr)();
        }
    }
};

/// Host threads, kept from one execution to the next: starting one costs more than an execution.
class Scheduler::Pool {
public:
    ~Pool() {
        for (const std::unique_ptr<Host>& host : hosts_) {
            host->job = nullptr;
            host->baton.release();
            host->thread.join();
        }
    }

    /// One that has nothing to do. It gets a job, and then its baton.
    Host& take() {
        const auto idle = std::find_if(hosts_.begin(), hosts_.end(),
                                       [](const auto& candidate) { return !candidate->busy; });
        Host& host = idle != hosts_.end() ? **idle : add_host();
        host.busy = true;
        return host;
    }
    /// The execution is over, and with it whatever they do.
    void take_back() {
        for (const std::unique_ptr<Host>& host : hosts_) host->busy = false;
    }

private:
    Host& add_host() {
        Host& host = *hosts_.emplace_back(std::make_unique<Host>());
        host.thread = std::thread([&host] { host.loop(); });
        return host;
    }

    std::vector<std::unique_ptr<Host>> hosts_;
};

void LetGo::watch(std::span<Event* const> events) {
    for (unsigned i = 0; i < events.size(); ++i) {
        if (events[i]->manual_reset()) events[i]->watch(*this, i);
    }
}

void LetGo::unwatch(std::span<Event* const> events) {
    for (Event* event : events) event->unwatch(*this);
    places_ = 0;
}

void LetGo::event_changed(unsigned index, bool signalled) {
    if (signalled) places_ |= std::uint64_t{1} << index;
}

Scheduler::Scheduler(World& world) : world_(world), pool_(std::make_unique<Pool>()) { begin(); }
Scheduler::~Scheduler() {
    ++executions_;  // whoever was left behind leaves now
}

void Scheduler::begin() {
    ++executions_;
    pool_->take_back();
    threads_.clear();
    threads_.push_back(make_recycled<Thread>());
    threads_[0]->started = true;
    threads_[0]->id = 1;
    threads_[0]->baton = &main_baton_;
    running_ = 0;
    now_ = 0;
    scene_changed();
}

std::shared_ptr<Thread> Scheduler::start(std::function<DWORD()> body) {
    auto thread = make_recycled<Thread>();
    thread->number = static_cast<unsigned>(threads_.size());
    thread->id = thread->number + 1;
    thread->body = std::move(body);
    threads_.push_back(thread);
    return thread;
}

void Scheduler::sleep_for(std::uint64_t milliseconds) {
    if (milliseconds == 0 && others_that_can_run() > 0) let_run(0);
    block([] { return false; }, milliseconds < never - now_ ? now_ + milliseconds : never);
}

std::vector<Thread*> Scheduler::others_at(const void* condition) const {
    std::vector<Thread*> others;
    for (const auto& thread : threads_) {
        if (thread->number != running_ && thread->condition == condition) {
            others.push_back(thread.get());
        }
    }
    return others;
}

bool Scheduler::can_run(Thread& thread) const {
    if (thread.ended) return false;
    Blocker* const blocker = thread.blocker;
    return blocker == nullptr || blocker->ready() || blocker->deadline <= now_;
}

unsigned Scheduler::others_that_can_run() {
    unsigned count = 0;
    for (const auto& thread : threads_) {
        if (thread->number != running_ && can_run(*thread)) ++count;
    }
    return count;
}

void Scheduler::let_run(unsigned n) {
    for (unsigned i = 1; i < threads_.size(); ++i) {
        const unsigned candidate = (running_ + i) % static_cast<unsigned>(threads_.size());
        if (can_run(*threads_[candidate]) && n-- == 0) return hand_over(candidate);
    }
}

void Scheduler::hand_over(unsigned next) {
    Thread& from = running();
    Thread& to = *threads_[next];
    // Afterwards others run: an ended thread may be gone at any moment, and with the execution all.
    const bool comes_back = !from.ended;
    Baton& mine = *from.baton;
    const std::uint64_t execution = executions_;
    running_ = next;
    if (!to.started) {
        to.started = true;
        world_.remember_turn(World::Turn::begins, to.number);
        Host& host = pool_->take();
        to.baton = &host.baton;
        host.job = [this, &to, &host] { return run_body(to, host); };
    }
    to.baton->release();
    if (!comes_back) return;
    mine.acquire();
    if (executions_ != execution) leave_program_code();
}

// Whether the thread was left behind: nothing of its execution is there any more.
bool Scheduler::run_body(Thread& thread, Host& host) {
    const std::uint64_t execution = executions_;
    SetLastError(0);  // the host thread has run others before
    run_program_code([&] {
        if (!world_.is_over()) thread.exit_code = thread.body();
    });
    if (executions_ != execution) return true;
    thread.ended = true;
    thread.set();
    host.busy = false;  // from here on it only hands over, be it to a thread that it runs itself
    while (!world_.is_over()) {
        if (pass_on()) return false;  // nothing here may be touched any more
    }
    hand_over(0);
    return false;
}

void Scheduler::give_way(Blocker& blocker) {
    Thread& me = running();
    me.blocker = &blocker;
    pass_on();
    me.blocker = nullptr;
}

// The running thread cannot go on: another one does (true), or something happens (false).
bool Scheduler::pass_on() {
    const unsigned others = threads_.size() > 1 ? others_that_can_run() : 0;
    if (others == 0) {
        nobody_can_run();
        return false;
    }
    const unsigned chosen = others > 1 ? world_.choose(others, 1) : 0;
    if (world_.is_over()) return false;
    let_run(chosen);
    return true;
}

void Scheduler::nobody_can_run() {
    std::uint64_t timeout = never;
    for (const auto& thread : threads_) {
        if (thread->blocker != nullptr && !thread->ended) {
            timeout = std::min(timeout, thread->blocker->deadline);
        }
    }
    std::uint64_t timer = never;  // of a client, and still to come
    bool somebody_is_due = false;
    for (const auto& client : world_.clients()) {
        if (client->can_act_at() > now_) timer = std::min(timer, client->can_act_at());
        somebody_is_due = somebody_is_due || client->is_due();
    }

    const unsigned able = world_.count_able_actions();

    // A wait that has run out in this very scene has shown what it does.
    const bool is_answered_first = able > 0 && world_.program_is_client();
    const bool time_helps =
        timeout != never && !somebody_is_due && !is_answered_first &&
        (timer != never || world_.scenario() == nullptr || is_new(world_.scene_hash()));
    if (time_helps || (able == 0 && timer != never)) {
        const unsigned chosen = able == 0 ? 0 : world_.choose(1 + able, 2);
        if (world_.is_over()) return;
        if (chosen > 0) return world_.let_act(chosen - 1, true);
        now_ = std::max(now_, std::min(timeout, timer));
        return;
    }
    if (able == 0 && world_.scenario() == nullptr) abort_stuck(world_);
    if (able == 0) {
        judge_the_end(world_);
        return world_.end(Ending::quiescent);
    }
    const unsigned chosen = able > 1 ? world_.choose(able, 2) : 0;
    if (!world_.is_over()) world_.let_act(chosen, chosen > 0);
}

bool Scheduler::is_new(std::uint64_t scene) {
    if (std::find(seen_.begin(), seen_.end(), scene) != seen_.end()) return false;
    seen_.push_back(scene);
    seen_hash_ ^= scene;
    return true;
}

std::uint64_t Scheduler::scene_hash() const {
    std::uint64_t hash = running_;
    for (const auto& thread : threads_) {
        hash = mix(hash, static_cast<std::uint64_t>(thread->call) << 5 |
                             static_cast<std::uint64_t>(thread->stage) << 3 |
                             (thread->blocker != nullptr ? 4U : 0U) | (thread->ended ? 2U : 0U) |
                             (thread->started ? 1U : 0U));
        hash = mix(hash, thread->waits_for);
        if (threads_.size() > 1) hash = mix(hash, thread->let_go.places());
    }
    return hash;
}

std::uint64_t Scheduler::hash() const {
    std::uint64_t hash = seen_hash_;
    for (const auto& thread : threads_) {
        const bool timed = thread->blocker != nullptr && thread->blocker->deadline != never;
        hash = mix(hash, timed ? thread->blocker->deadline - now_ + 1 : 0);
    }
    return hash;
}

// Like objects in the frames of a process that exits: see World::leaves().
bool Scheduler::may_be_left_behind(const Thread& thread) const {
    const bool unnoticed = world_.module != nullptr && !world_.module->has_handlers();
    return unnoticed && !thread.holds_something;
}

// The youngest first: what a thread uses lies with older ones, which have started it.
void Scheduler::unwind() {
    for (auto i = static_cast<unsigned>(threads_.size()); --i > 0;) {
        Thread& thread = *threads_[i];
        while (thread.started && !thread.ended && !may_be_left_behind(thread)) hand_over(i);
        thread.ended = true;
    }
}

}  // namespace winsock::sim
