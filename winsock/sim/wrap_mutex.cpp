// std::mutex: the C library's functions behind it, as a module calls them. See wrap.cpp for how the
// calls come here.
//
// Only one thread of a program runs at a time, so a lock that is free is taken, and left, without
// a choice point: what is done under it without a call is done at once anyway. Whoever finds it
// taken, because its owner has let others run in a call, waits as for a CRITICAL_SECTION.

#include <pthread.h>

#include <cerrno>

#include "sim/call.h"

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

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*): the linker makes these names.
int __wrap_pthread_mutex_lock(pthread_mutex_t* mutex) {
    Lock& lock = lock_of(mutex);
    const unsigned me = running();
    if (is_free(lock, mutex, me)) {
        lock.take(me);
        return 0;
    }
    Call call(Api::mutex_lock, WINSOCK_SIM_HERE);
    if (call.over()) return 0;
    Thread& thread = call.world.scheduler.running();
    thread.waits_for = lock.number;
    thread.wanted = &lock;
    call.world.scheduler.block([&] { return is_free(lock, mutex, me); }, never);
    thread.wanted = nullptr;
    lock.take(me);
    return call.done(0);
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
