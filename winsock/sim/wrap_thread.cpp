// std::thread, the time, and sleeping in it: libstdc++'s functions behind them, as a module calls
// them. See wrap.cpp for how the calls come here. A std::jthread is made of these.
//
// The clocks of <chrono> show virtual time, as GetTickCount64() does: what the program makes of the
// time is the same in each execution.

#include <pthread.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>
#include <thread>

#include "sim/call.h"
#include "sim/chrono.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

using State = std::thread::_State;  // the function, with its arguments

/// As GetCurrentThreadId() calls it; 0 is none, so that it is not joinable.
void set_id(std::thread& thread, pthread_t id) {
    static_assert(sizeof(std::thread) == sizeof(std::thread::id));
    *reinterpret_cast<std::thread::id*>(&thread) = std::thread::id(id);
}

Thread& running() { return World::current().scheduler.running(); }

/// The thread that it stands for. As std::thread does, it throws if there is none.
Thread& thread_of(std::thread& thread) {
    if (!thread.joinable()) {
        throw std::system_error(std::make_error_code(std::errc::invalid_argument));
    }
    return *World::current().scheduler.threads()[thread.native_handle() - 1];
}

/// What the clock shows, as std::chrono's clocks count.
std::int64_t nanoseconds_on(clockid_t clock, const void* from, const char* name) {
    Call call(Api::GetTickCount64, from, Called{name});
    const std::uint64_t now = clock_shows(clock);
    return std::chrono::nanoseconds(std::chrono::milliseconds(call.over() ? now : call.done(now)))
        .count();
}

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming): the linker
// makes these names.
void __wrap__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    std::thread* self, std::unique_ptr<State> state, void (*)()) {
    Call call(Api::thread_start, WINSOCK_SIM_HERE);
    if (call.over()) return;
    State* const function = state.release();
    const std::shared_ptr<Thread> thread = call.world.scheduler.start([function]() -> DWORD {
        std::unique_ptr<State>(function)->_M_run();
        return 0;
    });
    thread->to_join = true;
    set_id(*self, thread->id);
    call.done(thread->number);
}

void __wrap__ZNSt6thread4joinEv(std::thread* self) {
    Thread& joined = thread_of(*self);
    Thread& me = running();
    if (&joined == &me) {
        throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    Call call(Api::thread_join, WINSOCK_SIM_HERE, joined.number);
    joined.to_join = false;
    if (!call.over()) {
        Event* const end = &joined;
        me.awaited = {&end, 1};
        me.awaits_all = false;
        me.waits_for = joined.id;
        call.world.scheduler.block([&] { return joined.ended; }, never);
        me.awaited = {};
    }
    set_id(*self, 0);
    call.done(0);
}

void __wrap__ZNSt6thread6detachEv(std::thread* self) {
    thread_of(*self).to_join = false;
    set_id(*self, 0);
}

// The same on every machine
unsigned __wrap__ZNSt6thread20hardware_concurrencyEv() { return 4; }

// std::this_thread::get_id()
pthread_t __wrap_pthread_self() { return running().id; }

// std::this_thread::yield()
int __wrap_sched_yield() {
    Call call(Api::Sleep, WINSOCK_SIM_HERE, Called{"std::this_thread::yield"});
    if (call.over()) return 0;
    call.world.scheduler.sleep_for(0);
    return call.done(0);
}

// std::this_thread::sleep_for(), and sleep_until()
int __wrap_nanosleep(const timespec* time, timespec* /*left*/) {
    const std::uint64_t milliseconds = to_milliseconds(*time);
    Call call(Api::Sleep, WINSOCK_SIM_HERE, Called{"std::this_thread::sleep_for"},
              as_argument(milliseconds));
    if (call.over()) return 0;
    call.world.scheduler.sleep_for(milliseconds);
    return call.done(0);
}

std::int64_t __wrap__ZNSt6chrono3_V212steady_clock3nowEv() {
    return nanoseconds_on(CLOCK_MONOTONIC, WINSOCK_SIM_HERE, "std::chrono::steady_clock::now");
}

std::int64_t __wrap__ZNSt6chrono3_V212system_clock3nowEv() {
    return nanoseconds_on(CLOCK_REALTIME, WINSOCK_SIM_HERE, "std::chrono::system_clock::now");
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming)

}  // extern "C"
