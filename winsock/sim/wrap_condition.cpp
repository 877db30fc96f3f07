// std::condition_variable: libstdc++'s functions behind it, as a module calls them. See wrap.cpp
// for how the calls come here.
//
// Whoever notifies lets others run behind it, as behind a call that sets an event. A wait does not
// end without a notification, as it may in reality: whoever relies on that is found out by others.

#include <pthread.h>

#include <cerrno>
#include <condition_variable>
#include <mutex>

#include "sim/call.h"
#include "sim/chrono.h"
#include "sim/notify.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

/// Waits at the condition without the mutex, and takes it again: 0, or ETIMEDOUT.
int wait(Call& call, const void* condition, const pthread_mutex_t* mutex,
         std::uint64_t milliseconds) {
    if (call.over()) return 0;
    Scheduler& scheduler = call.world.scheduler;
    Thread& me = scheduler.running();
    Lock& lock = call.world.locks.at(mutex);
    lock.leave();
    const bool notified = is_notified(call.world, condition, milliseconds);
    if (call.world.is_over() && call.world.scenario() != nullptr) return 0;
    me.waits_for = lock.number;
    me.wanted = &lock;
    scheduler.block([&] { return lock.depth == 0; }, never);
    me.wanted = nullptr;
    lock.take(me.number);
    return call.done(notified ? 0 : ETIMEDOUT);
}

int wait_until(const void* from, const pthread_cond_t* condition, const pthread_mutex_t* mutex,
               clockid_t clock, const timespec& time) {
    const std::uint64_t milliseconds = milliseconds_until(clock, time);
    Call call(Api::condition_wait, from, Called{"std::condition_variable::wait_for"},
              as_argument(milliseconds));
    return wait(call, condition, mutex, milliseconds);
}

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming): the linker
// makes these names.
void __wrap__ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE(
    std::condition_variable* self, std::unique_lock<std::mutex>* locked) {
    Call call(Api::condition_wait, WINSOCK_SIM_HERE);
    wait(call, self->native_handle(), locked->mutex()->native_handle(), never);
}

void __wrap__ZNSt18condition_variable10notify_oneEv(std::condition_variable* self) {
    Call call(Api::condition_notify, WINSOCK_SIM_HERE);
    notify(call, self->native_handle(), false);
}

void __wrap__ZNSt18condition_variable10notify_allEv(std::condition_variable* self) {
    Call call(Api::condition_notify, WINSOCK_SIM_HERE,
              Called{"std::condition_variable::notify_all"});
    notify(call, self->native_handle(), true);
}

// wait_for() and wait_until(), with a steady clock and with another
int __wrap_pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                  clockid_t clock, const timespec* time) {
    return wait_until(WINSOCK_SIM_HERE, condition, mutex, clock, *time);
}

int __wrap_pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                  const timespec* time) {
    return wait_until(WINSOCK_SIM_HERE, condition, mutex, CLOCK_REALTIME, *time);
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming)

}  // extern "C"
