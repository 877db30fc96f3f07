// std::atomic::wait, and what the standard library makes of it in its headers: semaphores, latches,
// barriers, and the end of a std::stop_callback. Linux' futex is behind them all. See wrap.cpp for
// how the calls come here.

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "sim/call.h"
#include "sim/chrono.h"
#include "sim/notify.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

using Number = std::uint32_t;

long failed(int reason) {
    errno = reason;
    return -1;
}

/// Waits while the number is still this one, until somebody notifies.
long wait(const void* from, const Number* place, Number expected, std::uint64_t milliseconds) {
    Call call(Api::atomic_wait, from, as_argument(milliseconds));
    if (call.over()) return 0;
    int reason = EAGAIN;
    if (__atomic_load_n(place, __ATOMIC_SEQ_CST) == expected) {
        reason = is_notified(call.world, place, milliseconds) ? 0 : ETIMEDOUT;
    }
    call.done(reason == ETIMEDOUT ? ETIMEDOUT : 0);
    return reason == 0 || call.world.is_over() ? 0 : failed(reason);
}

long wake(const void* from, const Number* place, Number most) {
    const bool all = most > 1;
    Call call(Api::atomic_notify, from, Called{all ? "std::atomic::notify_all" : nullptr});
    notify(call, place, all);
    return 0;
}

long futex(const void* from, const Number* place, int what, Number value, const timespec* until) {
    const clockid_t clock = (what & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    switch (what & FUTEX_CMD_MASK) {
        case FUTEX_WAIT: return wait(from, place, value, never);
        case FUTEX_WAIT_BITSET:
            return wait(from, place, value,
                        until == nullptr ? never : milliseconds_until(clock, *until));
        case FUTEX_WAKE: return wake(from, place, value);
        default: return failed(ENOSYS);
    }
}

}  // namespace

// Variable arguments arrive where these do; what is not given is not looked at.
// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl*): the linker makes this name.
extern "C" long __wrap_syscall(long number, long first, long second, long third, long fourth,
                               long fifth, long sixth) {
    if (number != SYS_futex) return syscall(number, first, second, third, fourth, fifth, sixth);
    return futex(WINSOCK_SIM_HERE, reinterpret_cast<const Number*>(first), static_cast<int>(second),
                 static_cast<Number>(third), reinterpret_cast<const timespec*>(fourth));
}
