// std::mutex: the C library's functions behind it, as a module calls them. See wrap.cpp for how the
// calls come here.
//
// To take it is a choice point once there are several threads, as EnterCriticalSection() is: of
// what a thread does under the lock in two steps, another one may see the half. To leave it is
// none: what is done behind it without a call is done at once anyway. A program of one thread is
// not asked.

#include <pthread.h>

#include <cerrno>

#include "sim/call.h"
#include "sim/chrono.h"

using namespace winsock::sim;

namespace {

Lock& lock_of(const pthread_mutex_t* mutex) { return World::current().locks.at(mutex); }

unsigned running() { return World::current().scheduler.running().number; }

// Whether it is a std::recursive_mutex's. Nothing tells but glibc's own fields.
bool is_recursive([[maybe_unused]] const pthread_mutex_t* mutex) {
#if defined(__GLIBC__)
    return (mutex->__data.__kind & 3) == PTHREAD_MUTEX_RECURSIVE;
#else
    return false;
#endif
}

// A std::mutex is not for whoever has it already.
bool is_free(const Lock& lock, const pthread_mutex_t* mutex, unsigned thread) {
    return lock.depth == 0 || (is_recursive(mutex) && lock.is_free_for(thread));
}

/// Takes it; ETIMEDOUT if that has not been possible for so long.
int take(const void* from, const pthread_mutex_t* mutex, std::uint64_t milliseconds) {
    Lock& lock = lock_of(mutex);
    const unsigned me = running();
    if (World::current().scheduler.threads().size() == 1 && is_free(lock, mutex, me)) {
        lock.take(me);
        return 0;
    }
    Call call(Api::mutex_lock, from, OnlyShown{lock.number});
    if (call.over()) return 0;
    Thread& thread = call.world.scheduler.running();
    thread.waits_for = lock.number;
    thread.wanted = &lock;
    const bool taken =
        call.world.scheduler.block([&] { return is_free(lock, mutex, me); }, after(milliseconds));
    thread.wanted = nullptr;
    if (taken) lock.take(me);
    return call.done(taken || call.world.is_over() ? 0 : ETIMEDOUT);
}

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*): the linker makes these names.
int __wrap_pthread_mutex_lock(pthread_mutex_t* mutex) {
    return take(WINSOCK_SIM_HERE, mutex, never);
}

// std::timed_mutex, with a steady clock and with another
int __wrap_pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* time) {
    return take(WINSOCK_SIM_HERE, mutex, milliseconds_until(clock, *time));
}

int __wrap_pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* time) {
    return take(WINSOCK_SIM_HERE, mutex, milliseconds_until(CLOCK_REALTIME, *time));
}

int __wrap_pthread_mutex_trylock(pthread_mutex_t* mutex) {
    Lock& lock = lock_of(mutex);
    if (!is_free(lock, mutex, running())) return EBUSY;
    lock.take(running());
    return 0;
}

int __wrap_pthread_mutex_unlock(pthread_mutex_t* mutex) {
    lock_of(mutex).leave();
    return 0;
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*)

}  // extern "C"
