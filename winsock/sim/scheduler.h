#pragma once

#include <semaphore.h>
#include <winsock2.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/event.h"
#include "sim/api.h"
#include "sim/lock.h"

namespace winsock::sim {

class World;

/// What clocks show when an execution begins, in ms: of a machine that has been up for an hour.
constexpr std::uint64_t started_up = 3'600'000;

/// What a blocked thread waits for.
class Blocker {
public:
    explicit Blocker(std::uint64_t deadline_) : deadline(deadline_) {}
    virtual ~Blocker() = default;
    virtual bool ready() = 0;
    const std::uint64_t deadline;  ///< in virtual ms
};

/// Passed from one thread to another. It sleeps at once instead of asking again and again, as the
/// standard library's semaphore would: all threads of a program share one processor.
class Baton {
public:
    Baton() { sem_init(&semaphore_, 0, 0); }
    ~Baton() { sem_destroy(&semaphore_); }
    Baton(const Baton&) = delete;
    Baton& operator=(const Baton&) = delete;

    void release() { sem_post(&semaphore_); }
    void acquire() {
        while (sem_wait(&semaphore_) != 0) {
            // a signal came instead
        }
    }

private:
    sem_t semaphore_;
};

/// Which events of a thread's wait were set since it began to sleep. A manual-reset event lets
/// everybody go who waits at that moment, even if it is reset before they run.
class LetGo : public EventWatcher {
public:
    /// Only the manual-reset ones: an auto-reset event lets one thread go, whoever runs first.
    void watch(std::span<Event* const> events);
    void unwatch(std::span<Event* const> events);
    void event_changed(unsigned index, bool signalled) override;
    std::uint64_t places() const { return places_; }

private:
    std::uint64_t places_ = 0;
};

/// A thread of the program. Its handle is signalled when it has ended.
class Thread : public Event {
public:
    Thread() : Event(true, false, Kind::thread) {}

    unsigned number = 0;  ///< 0 is the thread of main()
    DWORD id = 0;
    DWORD exit_code = 0;
    Blocker* blocker = nullptr;  ///< null while it could run
    Api call = Api::socket;      ///< what it is doing, or did last
    /// Where in its call it is, if it lets others run there.
    enum class Stage : std::uint8_t { before, within, behind };
    Stage stage = Stage::before;
    HandleValue waits_for =
        0;  ///< the handle or lock of a single wait, for the deadlock's sentence
    /// What it waits for while it is blocked in a wait, and whether all of that must come.
    std::span<Event* const> awaited;
    bool awaits_all = false;
    LetGo let_go;
    const Lock* wanted = nullptr;  ///< while it is blocked in EnterCriticalSection
    /// The std::condition_variable, or the number of a std::atomic, that it waits at, until
    /// somebody notifies it; or that it notifies.
    const void* condition = nullptr;
    HandleValue value = 0;  ///< its handle, also after it was closed
    bool started = false;
    bool ended = false;
    bool thrown = false;   ///< EndOfExecution has been thrown in it
    bool to_join = false;  ///< a std::thread, neither joined nor detached

    /// While the simulator's frames on its stack hold what must be destroyed.
    bool holds_something = false;

    std::function<DWORD()> body;
    Baton* baton = nullptr;  ///< its turn; of the host thread that runs it
};

/// Lets one thread run at a time, and virtual time pass when none can.
///
/// The thread that gives up its turn decides who is next, and hands the baton over only if that is
/// another. Threads of the program are real threads, so that sanitizers understand them.
class Scheduler {
public:
    explicit Scheduler(World& world);
    ~Scheduler();

    void begin();
    std::uint64_t now() const { return now_; }
    Thread& running() { return *threads_[running_]; }
    const std::vector<std::shared_ptr<Thread>>& threads() const { return threads_; }

    /// Starts a thread of the program; it runs when it is chosen.
    std::shared_ptr<Thread> start(std::function<DWORD()> body);

    /// Blocks the running thread until `ready()` or until `deadline` has passed: false then.
    template <typename Ready>
    bool block(Ready&& ready, std::uint64_t deadline) {
        return ready() || sleep(ready, deadline);
    }
    /// The same for who knows that it is not ready yet.
    template <typename Ready>
    bool sleep(Ready&& ready, std::uint64_t deadline);

    /// The running thread sleeps. 0 ms let others run, and no time pass.
    void sleep_for(std::uint64_t milliseconds);
    /// The other threads that wait at this std::condition_variable, or std::atomic.
    std::vector<Thread*> others_at(const void* condition) const;

    /// Threads that could run now besides the running one.
    unsigned others_that_can_run();
    /// Lets the n-th of them run; returns when the running thread has its turn again.
    void let_run(unsigned n);
    /// Ends every thread but that of main(); the world is over. Threads leave their frames now, or,
    /// where nothing in these could see it, when their host is needed next: going there and back
    /// costs as much as many calls.
    void unwind();
    /// A client acted: waits may be worth waiting again.
    void scene_changed() {
        seen_.clear();
        seen_hash_ = 0;
    }

    /// Who does what: the part of World::scene_hash() that is about threads.
    std::uint64_t scene_hash() const;
    /// What else can make a difference: how long waits have still to go.
    std::uint64_t hash() const;

private:
    class Pool;
    /// Lets others run, or something happen.
    void give_way(Blocker& blocker);
    bool pass_on();
    WINSOCK_SIM_INNER void nobody_can_run();
    void hand_over(unsigned next);
    struct Host;
    bool run_body(Thread& thread, Host& host);
    bool can_run(Thread& thread) const;
    bool may_be_left_behind(const Thread& thread) const;
    bool is_new(std::uint64_t scene);

    World& world_;
    std::vector<std::shared_ptr<Thread>> threads_;
    unsigned running_ = 0;
    std::uint64_t now_ = 0;
    std::vector<std::uint64_t> seen_;  // scenes in which all were blocked, since an action
    std::uint64_t seen_hash_ = 0;
    std::uint64_t executions_ = 0;  // begun so far
    Baton main_baton_;
    std::unique_ptr<Pool> pool_;
};

}  // namespace winsock::sim
