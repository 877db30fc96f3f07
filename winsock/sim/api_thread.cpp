// Threads, time, locks.

#include <process.h>

#include "core/interlocked.h"
#include "sim/call.h"
#include "sim/detectors.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

HANDLE start_thread(const void* from, std::function<DWORD()> body, unsigned flags, DWORD* id) {
    Call call(Api::CreateThread, from);
    if (call.over()) return nullptr;
    if (flags != 0) return call.fail(ERROR_INVALID_PARAMETER, HANDLE{});
    const std::shared_ptr<Thread> thread = call.world.scheduler.start(std::move(body));
    if (id != nullptr) *id = thread->id;
    return call.done(reinterpret_cast<HANDLE>(call.world.handles.add(thread)));
}

/// A lock that its owner may take again.
struct Lock {
    unsigned owner = 0;  // the number of a thread, plus 1
    unsigned depth = 0;
};

Lock& lock_of(LPCRITICAL_SECTION section) { return *static_cast<Lock*>(section->implementation); }

bool is_free_for(const Lock& lock, unsigned thread) {
    return lock.depth == 0 || lock.owner == thread;
}

void take(Lock& lock, unsigned thread) {
    lock.owner = thread;
    ++lock.depth;
}

}  // namespace

HANDLE CreateThread(LPSECURITY_ATTRIBUTES, SIZE_T, LPTHREAD_START_ROUTINE function, LPVOID argument,
                    DWORD flags, LPDWORD thread_id) {
    if (function == nullptr) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return nullptr;
    }
    return start_thread(
        WINSOCK_SIM_HERE, [=] { return function(argument); }, flags, thread_id);
}

std::uintptr_t _beginthreadex(void*, unsigned, unsigned (*function)(void*), void* argument,
                              unsigned flags, unsigned* thread_id) {
    if (function == nullptr) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return 0;
    }
    return reinterpret_cast<std::uintptr_t>(start_thread(
        WINSOCK_SIM_HERE, [=] { return function(argument); }, flags, thread_id));
}

BOOL GetExitCodeThread(HANDLE thread, LPDWORD code) {
    Call call(Api::GetExitCodeThread, WINSOCK_SIM_HERE, thread);
    if (call.over()) return FALSE;
    Object* const object = call.world.handles.look(reinterpret_cast<HandleValue>(thread));
    if (object == nullptr || object->kind() != Object::Kind::thread) {
        bad_handle(call.world, reinterpret_cast<HandleValue>(thread), Api::GetExitCodeThread);
        return call.fail(ERROR_INVALID_HANDLE, FALSE);
    }
    if (code == nullptr) return call.fail(ERROR_INVALID_PARAMETER, FALSE);
    const Thread& found = static_cast<Thread&>(*object);
    *code = found.ended ? found.exit_code : STILL_ACTIVE;
    call.remember(*code);
    return call.done(TRUE);
}

DWORD GetCurrentThreadId() { return World::current().scheduler.running().id; }

void Sleep(DWORD milliseconds) {
    Call call(Api::Sleep, WINSOCK_SIM_HERE, milliseconds);
    if (call.over()) return;
    Scheduler& scheduler = call.world.scheduler;
    const std::uint64_t deadline =
        milliseconds == INFINITE ? never : scheduler.now() + milliseconds;
    // Sleep(0) lets others run, and no time pass.
    if (milliseconds == 0 && scheduler.others_that_can_run() > 0) scheduler.let_run(0);
    scheduler.block([] { return false; }, deadline);
    call.done(0);
}

ULONGLONG GetTickCount64() {
    Call call(Api::GetTickCount64, WINSOCK_SIM_HERE);
    // A machine that has been up for an hour.
    constexpr ULONGLONG start = 3'600'000;
    return call.over() ? start : call.done(start + call.world.now());
}

void winsock::before_interlocked(const void* return_address) {
    Call call(Api::Interlocked, return_address);
    if (!call.over()) call.done(0);
}

void InitializeCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::InitializeCriticalSection, WINSOCK_SIM_HERE);
    section->implementation = new Lock;
    if (!call.over()) call.done(0);
}

BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section, DWORD) {
    InitializeCriticalSection(section);
    return TRUE;
}

void EnterCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::EnterCriticalSection, WINSOCK_SIM_HERE);
    if (call.over()) return;
    Thread& thread = call.world.scheduler.running();
    thread.waits_for = reinterpret_cast<HandleValue>(section);
    Lock& lock = lock_of(section);
    const unsigned owner = thread.number + 1;
    call.world.scheduler.block([&] { return is_free_for(lock, owner); }, never);
    take(lock, owner);
    call.done(0);
}

BOOL TryEnterCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::TryEnterCriticalSection, WINSOCK_SIM_HERE);
    if (call.over()) return FALSE;
    Lock& lock = lock_of(section);
    const unsigned owner = call.world.scheduler.running().number + 1;
    const bool is_free = is_free_for(lock, owner);
    if (is_free) take(lock, owner);
    return call.done(is_free ? TRUE : FALSE);
}

void LeaveCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::LeaveCriticalSection, WINSOCK_SIM_HERE);
    if (call.over()) return;
    Lock& lock = lock_of(section);
    if (lock.depth > 0) --lock.depth;
    call.done(0);
}

void DeleteCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::DeleteCriticalSection, WINSOCK_SIM_HERE);
    delete &lock_of(section);
    section->implementation = nullptr;
    if (!call.over()) call.done(0);
}
