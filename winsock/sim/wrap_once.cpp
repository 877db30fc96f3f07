// What is done once, by whichever thread comes first: the initialiser of a static in a function,
// and std::call_once. See wrap.cpp for how the calls come here.
//
// If a thread makes a call there another one may come, and waits until the first is through: in the
// judge, or nobody would go on.

#include "sim/call.h"

using namespace winsock::sim;

namespace {

/// Becomes `done`, by somebody else, or `open`, if that went wrong.
enum Once : char { open, done, busy };

/// Whether it is for the calling thread to do it. It has to put `done` there, or `open`, then.
bool is_first(const void* from, volatile char& once) {
    while (once == busy) {
        Call call(Api::mutex_lock, from, Called{"std::call_once"});
        if (call.over()) return false;
        call.world.scheduler.block([&] { return once != busy; }, never);
        call.done(0);
        if (call.world.is_over()) return false;
    }
    if (once == done) return false;
    once = busy;
    return true;
}

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*): the linker makes these names.

// The compiler asks here only as long as the first byte, which it reads itself, is 0.
int __wrap___cxa_guard_acquire(char* guard) { return is_first(WINSOCK_SIM_HERE, guard[1]) ? 1 : 0; }
void __wrap___cxa_guard_release(char* guard) { guard[0] = guard[1] = done; }
void __wrap___cxa_guard_abort(char* guard) { guard[1] = open; }

int __wrap_pthread_once(int* once, void (*function)()) {
    char& state = *reinterpret_cast<char*>(once);
    if (!is_first(WINSOCK_SIM_HERE, state)) return 0;
    try {
        function();
    } catch (...) {
        state = open;
        throw;
    }
    state = done;
    return 0;
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*)

}  // extern "C"
