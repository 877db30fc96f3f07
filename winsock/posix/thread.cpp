// Threads, time, locks and interlocked operations, over the C++ library's and the compiler's own.

#include "posix/thread.h"

#include "core/interlocked.h"

#include <process.h>
#include <windows.h>

#include <chrono>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>

#include "core/handle_table.h"
#include "posix/wait_set.h"

using namespace winsock;

namespace {

std::atomic<DWORD> next_thread_id{1};
thread_local DWORD thread_id_of_this_thread = 0;

HANDLE start_thread(std::function<unsigned()> function, DWORD* thread_id) {
    auto thread = std::make_shared<Thread>();
    const HandleValue handle = HandleTable::instance().add(thread);
    if (handle == 0) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return nullptr;
    }
    const DWORD id = next_thread_id++;
    try {
        std::thread([thread, id, function = std::move(function)] {
            thread_id_of_this_thread = id;
            thread->exit_code = function();
            thread->set();
        }).detach();
    } catch (const std::system_error&) {
        CloseHandle(reinterpret_cast<HANDLE>(handle));
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return nullptr;
    }
    if (thread_id != nullptr) *thread_id = id;
    return reinterpret_cast<HANDLE>(handle);
}

std::recursive_mutex& mutex_of(LPCRITICAL_SECTION section) {
    return *static_cast<std::recursive_mutex*>(section->implementation);
}

}  // namespace

HANDLE CreateThread(LPSECURITY_ATTRIBUTES, SIZE_T, LPTHREAD_START_ROUTINE function, LPVOID argument,
                    DWORD flags, LPDWORD thread_id) {
    if (function == nullptr || flags != 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return nullptr;
    }
    return start_thread([=] { return function(argument); }, thread_id);
}

std::uintptr_t _beginthreadex(void*, unsigned, unsigned (*function)(void*), void* argument,
                              unsigned flags, unsigned* thread_id) {
    if (function == nullptr || flags != 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return 0;
    }
    return reinterpret_cast<std::uintptr_t>(
        start_thread([=] { return function(argument); }, thread_id));
}

BOOL GetExitCodeThread(HANDLE thread, LPDWORD code) {
    const std::shared_ptr<Object> object =
        HandleTable::instance().find(reinterpret_cast<HandleValue>(thread));
    if (!object || object->kind() != Object::Kind::thread || code == nullptr) {
        SetLastError(object && code == nullptr ? ERROR_INVALID_PARAMETER : ERROR_INVALID_HANDLE);
        return FALSE;
    }
    const Thread& found = static_cast<Thread&>(*object);
    *code = found.signalled() ? found.exit_code.load() : STILL_ACTIVE;
    return TRUE;
}

DWORD GetCurrentThreadId() {
    if (thread_id_of_this_thread == 0) thread_id_of_this_thread = next_thread_id++;
    return thread_id_of_this_thread;
}

void Sleep(DWORD milliseconds) { WaitSet::current().pause(milliseconds); }

// The processor does all that is to be done.
void winsock::before_interlocked(const void*) {}

ULONGLONG GetTickCount64() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<ULONGLONG>(
        std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

void InitializeCriticalSection(LPCRITICAL_SECTION section) {
    section->implementation = new std::recursive_mutex;
}

BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section, DWORD) {
    InitializeCriticalSection(section);
    return TRUE;
}

void EnterCriticalSection(LPCRITICAL_SECTION section) { mutex_of(section).lock(); }

BOOL TryEnterCriticalSection(LPCRITICAL_SECTION section) {
    return mutex_of(section).try_lock() ? TRUE : FALSE;
}

void LeaveCriticalSection(LPCRITICAL_SECTION section) { mutex_of(section).unlock(); }

void DeleteCriticalSection(LPCRITICAL_SECTION section) {
    delete &mutex_of(section);
    section->implementation = nullptr;
}
