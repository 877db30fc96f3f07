// Interlocked operations, over the compiler's atomics (std::atomic_ref is not everywhere yet).

#include "core/interlocked.h"

#include <windows.h>

using winsock::before_interlocked;

namespace {

constexpr int order = __ATOMIC_SEQ_CST;

template <typename Number>
Number compare_exchange(volatile Number* target, Number value, Number expected) {
    __atomic_compare_exchange_n(target, &expected, value, false, order, order);
    return expected;
}

}  // namespace

LONG InterlockedIncrement(volatile LONG* target) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_add_fetch(target, 1, order);
}
LONG InterlockedDecrement(volatile LONG* target) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_sub_fetch(target, 1, order);
}

LONG InterlockedExchange(volatile LONG* target, LONG value) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_exchange_n(target, value, order);
}

LONG InterlockedExchangeAdd(volatile LONG* target, LONG value) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_fetch_add(target, value, order);
}

LONG InterlockedCompareExchange(volatile LONG* target, LONG value, LONG expected) {
    before_interlocked(__builtin_return_address(0));
    return compare_exchange(target, value, expected);
}

LONG InterlockedAnd(volatile LONG* target, LONG value) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_fetch_and(target, value, order);
}

LONG InterlockedOr(volatile LONG* target, LONG value) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_fetch_or(target, value, order);
}

LONG64 InterlockedIncrement64(volatile LONG64* target) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_add_fetch(target, 1, order);
}

LONG64 InterlockedDecrement64(volatile LONG64* target) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_sub_fetch(target, 1, order);
}

LONG64 InterlockedExchange64(volatile LONG64* target, LONG64 value) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_exchange_n(target, value, order);
}

LONG64 InterlockedExchangeAdd64(volatile LONG64* target, LONG64 value) {
    before_interlocked(__builtin_return_address(0));
    return __atomic_fetch_add(target, value, order);
}

LONG64 InterlockedCompareExchange64(volatile LONG64* target, LONG64 value, LONG64 expected) {
    before_interlocked(__builtin_return_address(0));
    return compare_exchange(target, value, expected);
}
