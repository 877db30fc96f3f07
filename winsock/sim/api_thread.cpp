// Threads, time, locks, and whom the program asks when it is told to stop.

#include <process.h>

#include "core/interlocked.h"
#include "sim/call.h"
#include "sim/detectors/detectors.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

HANDLE start_thread(const void* from, std::function<DWORD()> body, unsigned flags, DWORD* id) {
    Call call(Api::CreateThread, from);
    if (call.over()) return nullptr;
    if (flags != 0) return call.fail(ERROR_INVALID_PARAMETER, HANDLE{});
    const std::shared_ptr<Thread> thread = call.world.scheduler.start(std::move(body));
    if (id != nullptr) *id = thread->id;
    thread->value = call.world.handles.add(thread);
    return call.done(reinterpret_cast<HANDLE>(thread->value));
}

/// The lock that this is; null if it is none.
Lock* lock_of(Call& call, Api api, LPCRITICAL_SECTION section) {
    Lock* const lock = call.world.locks.find(section->implementation);
    if (lock == nullptr) bad_lock(call.world, api);
    return lock;
}

/// Its number; 0 if it is none.
OnlyShown shown(LPCRITICAL_SECTION section) {
    const Lock* const lock = World::current().locks.find(section->implementation);
    return {lock != nullptr ? lock->number : 0};
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
    call.world.scheduler.sleep_for(milliseconds == INFINITE ? never : milliseconds);
    call.done(0);
}

ULONGLONG GetTickCount64() {
    Call call(Api::GetTickCount64, WINSOCK_SIM_HERE);
    return call.over() ? started_up : call.done(started_up + call.world.now());
}

void winsock::before_interlocked(const void* return_address) {
    Call call(Api::Interlocked, return_address);
    if (!call.over()) call.done(0);
}

void InitializeCriticalSection(LPCRITICAL_SECTION section) {
    Lock* const lock = World::current().locks.make();
    Call call(Api::InitializeCriticalSection, WINSOCK_SIM_HERE, OnlyShown{lock->number});
    section->implementation = lock;
    if (!call.over()) call.done(0);
}

BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section, DWORD) {
    InitializeCriticalSection(section);
    return TRUE;
}

void EnterCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::EnterCriticalSection, WINSOCK_SIM_HERE, shown(section));
    if (call.over()) return;
    Lock* const lock = lock_of(call, Api::EnterCriticalSection, section);
    if (lock == nullptr) return;
    Thread& thread = call.world.scheduler.running();
    thread.waits_for = lock->number;  // not where it lies: that may differ the next time
    thread.wanted = lock;
    call.world.scheduler.block([&] { return lock->is_free_for(thread.number); }, never);
    thread.wanted = nullptr;
    lock->take(thread.number);
    call.done(0);
}

BOOL TryEnterCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::TryEnterCriticalSection, WINSOCK_SIM_HERE, shown(section));
    if (call.over()) return FALSE;
    Lock* const lock = lock_of(call, Api::TryEnterCriticalSection, section);
    if (lock == nullptr) return FALSE;
    const unsigned thread = call.world.scheduler.running().number;
    const bool is_free = lock->is_free_for(thread);
    if (is_free) lock->take(thread);
    return call.done(is_free ? TRUE : FALSE);
}

void LeaveCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::LeaveCriticalSection, WINSOCK_SIM_HERE, shown(section));
    if (call.over()) return;
    Lock* const lock = lock_of(call, Api::LeaveCriticalSection, section);
    if (lock == nullptr) return;
    lock->leave();
    call.done(0);
}

void DeleteCriticalSection(LPCRITICAL_SECTION section) {
    Call call(Api::DeleteCriticalSection, WINSOCK_SIM_HERE, shown(section));
    if (call.over()) return;
    Lock* const lock = lock_of(call, Api::DeleteCriticalSection, section);
    if (lock == nullptr) return;
    lock->deleted = true;
    section->implementation = nullptr;
    call.done(0);
}

BOOL SetConsoleCtrlHandler(PHANDLER_ROUTINE handler, BOOL add) {
    // Which function it is depends on where the program lies; whether it is one does not.
    Call call(Api::SetConsoleCtrlHandler, WINSOCK_SIM_HERE, handler != nullptr, add != FALSE);
    if (call.over()) return FALSE;
    ConsoleHandlers& console = call.world.console;
    if (handler == nullptr) {
        console.ignore_ctrl_c(add != FALSE);
    } else if (!console.change(handler, add != FALSE)) {
        return call.fail(ERROR_INVALID_PARAMETER, FALSE);
    }
    return call.done(TRUE);
}
