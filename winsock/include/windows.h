#pragma once
/// @file windows.h
/// What the course needs of the Windows API besides sockets: handles, events, threads, locks, and
/// how a console program is told to stop.
///
/// Only what a WSAEventSelect server with worker threads uses. Names, types and values are those
/// of Windows, with three differences that portable code never notices: DWORD and LONG are 32 bits
/// wide as on Windows, but not spelled `long` (which has 64 bits here); names are functions, not
/// macros, wherever a function will do; objects have no names and no security attributes.

#include <sys/types.h>  // u_char, u_short, u_int and u_long stand here already

#include <winerror.h>
#include <cstddef>  // NULL
#include <cstdint>

using BOOL = int;
using BYTE = unsigned char;
using WORD = std::uint16_t;
using DWORD = std::uint32_t;
using LONG = std::int32_t;
using ULONG = std::uint32_t;
using LONG64 = std::int64_t;
using LONGLONG = std::int64_t;
using ULONGLONG = std::uint64_t;
using USHORT = std::uint16_t;
using UINT = unsigned int;
using UINT_PTR = std::uintptr_t;
using ULONG_PTR = std::uintptr_t;
using DWORD_PTR = std::uintptr_t;
using SIZE_T = std::size_t;
using CHAR = char;
using WCHAR = wchar_t;
using LPVOID = void*;
using LPDWORD = DWORD*;
using LPCSTR = const char*;
using LPCWSTR = const wchar_t*;

/// Names an object of the system: an event or a thread. A value is used again after it was closed.
using HANDLE = void*;

#define WINAPI
#define CALLBACK
#ifndef __stdcall
#define __stdcall  // NOLINT(bugprone-reserved-identifier): as on Windows, for thread functions
#endif

#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif

#define INVALID_HANDLE_VALUE (reinterpret_cast<HANDLE>(~static_cast<UINT_PTR>(0)))

/// @name Waiting
/// What waits take and return (@ref fact_wait).
/// @{
inline constexpr DWORD INFINITE = 0xFFFFFFFF;
inline constexpr int MAXIMUM_WAIT_OBJECTS = 64;
inline constexpr DWORD WAIT_OBJECT_0 = 0;
inline constexpr DWORD WAIT_IO_COMPLETION = 0xC0;
inline constexpr DWORD WAIT_TIMEOUT = 258;
inline constexpr DWORD WAIT_FAILED = 0xFFFFFFFF;
/// @}

/// What GetExitCodeThread() tells of a thread that runs.
inline constexpr DWORD STILL_ACTIVE = 259;

/// Accepted and ignored: there is one user here, and no child process inherits a handle.
struct SECURITY_ATTRIBUTES {
    DWORD nLength;
    LPVOID lpSecurityDescriptor;
    BOOL bInheritHandle;
};
using LPSECURITY_ATTRIBUTES = SECURITY_ATTRIBUTES*;

/// The calling thread's last error, a Windows or Winsock number; a call that succeeds leaves it.
DWORD GetLastError();
/// Sets what GetLastError() and WSAGetLastError() return in this thread.
void SetLastError(DWORD error);

/// Closes a handle to an event or a thread; what it named lives on while a socket, a wait or a
/// running thread needs it. FALSE with ERROR_INVALID_HANDLE if it is closed already, or a socket.
BOOL CloseHandle(HANDLE object);

/// Creates an event object (@ref fact_events), auto-reset (one wait takes the signal) unless
/// `manual_reset`. NULL with ERROR_NOT_SUPPORTED if a name is given, with ERROR_NOT_ENOUGH_MEMORY
/// if there are no more.
HANDLE CreateEventA(LPSECURITY_ATTRIBUTES attributes, BOOL manual_reset, BOOL signalled,
                    LPCSTR name);
/// As CreateEventA().
HANDLE CreateEventW(LPSECURITY_ATTRIBUTES attributes, BOOL manual_reset, BOOL signalled,
                    LPCWSTR name);
#ifdef UNICODE
#define CreateEvent CreateEventW
#else
#define CreateEvent CreateEventA
#endif

/// Signals an event: one thread that waits for it goes on if it is auto-reset, else all of them.
/// FALSE with ERROR_INVALID_HANDLE for anything but an event.
BOOL SetEvent(HANDLE event);
/// Ends the signal of an event. FALSE with ERROR_INVALID_HANDLE for anything but an event.
BOOL ResetEvent(HANDLE event);

/// Waits for one event or thread (@ref fact_wait). WAIT_OBJECT_0, WAIT_TIMEOUT after `milliseconds`
/// (INFINITE is for ever, 0 only looks), or WAIT_FAILED with ERROR_INVALID_HANDLE.
DWORD WaitForSingleObject(HANDLE object, DWORD milliseconds);
/// Waits for one, or for `all`, of 1 to 64 objects (@ref fact_wait): WAIT_OBJECT_0 plus the lowest
/// signalled index, or WAIT_TIMEOUT after `milliseconds`. WAIT_FAILED with ERROR_INVALID_PARAMETER
/// for another number of objects, or the same handle twice in a wait for all; with
/// ERROR_INVALID_HANDLE if any of them is closed.
DWORD WaitForMultipleObjects(DWORD count, const HANDLE* objects, BOOL all, DWORD milliseconds);

using LPTHREAD_START_ROUTINE = DWORD (*)(LPVOID);
using PTHREAD_START_ROUTINE = LPTHREAD_START_ROUTINE;

/// Starts a thread; its handle is signalled once it has returned. `attributes` and `stack_size` are
/// ignored, `thread_id` may be NULL. NULL with ERROR_INVALID_PARAMETER without a function or with
/// creation flags (none is offered here), with ERROR_NOT_ENOUGH_MEMORY if there can be no more.
HANDLE CreateThread(LPSECURITY_ATTRIBUTES attributes, SIZE_T stack_size,
                    LPTHREAD_START_ROUTINE function, LPVOID argument, DWORD flags,
                    LPDWORD thread_id);
/// What a thread returned, or STILL_ACTIVE. FALSE with ERROR_INVALID_HANDLE for anything but a
/// thread, with ERROR_INVALID_PARAMETER without `code`.
BOOL GetExitCodeThread(HANDLE thread, LPDWORD code);
/// A number that no other running thread of the process has.
DWORD GetCurrentThreadId();

/// Lets at least `milliseconds` pass; with 0 other threads may run first. INFINITE never returns.
void Sleep(DWORD milliseconds);
/// Milliseconds since an arbitrary moment; never goes back.
ULONGLONG GetTickCount64();

/// @name Being told to stop
/// What a console program is told (@ref fact_console).
/// @{
inline constexpr DWORD CTRL_C_EVENT = 0;      ///< Ctrl-C was pressed
inline constexpr DWORD CTRL_BREAK_EVENT = 1;  ///< Ctrl-Break was pressed
inline constexpr DWORD CTRL_CLOSE_EVENT = 2;  ///< the console is closed: the process ends anyway
/// @}

/// Is called in a thread of its own, with one of the events above. TRUE: it is dealt with, and no
/// other handler is asked.
using PHANDLER_ROUTINE = BOOL (*)(DWORD event);

/// With `add`, has `handler` called when the program is told to stop, before those that were added
/// earlier (@ref fact_console); else takes away the one of these that was added last. When no
/// handler returns TRUE, the process ends at once. With NULL it is about Ctrl-C alone: TRUE ignores
/// it, FALSE no longer does. FALSE with ERROR_INVALID_PARAMETER if there is no such handler to be
/// taken away, with ERROR_NOT_ENOUGH_MEMORY if nobody could call it.
BOOL SetConsoleCtrlHandler(PHANDLER_ROUTINE handler, BOOL add);

/// A lock that its owner may take again.
struct CRITICAL_SECTION {
    LPVOID implementation;
};
using LPCRITICAL_SECTION = CRITICAL_SECTION*;

/// Makes a lock of it, free. Every other call needs that first.
void InitializeCriticalSection(LPCRITICAL_SECTION section);
/// As InitializeCriticalSection(); the spin count is a hint that is not taken. Always TRUE.
BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section, DWORD spin_count);
/// Takes the lock, and waits for that if another thread has it.
void EnterCriticalSection(LPCRITICAL_SECTION section);
/// Takes the lock if it is free or owned already; otherwise FALSE at once.
BOOL TryEnterCriticalSection(LPCRITICAL_SECTION section);
/// Gives the lock back, once for each time that it was taken.
void LeaveCriticalSection(LPCRITICAL_SECTION section);
/// Ends a lock that nobody has.
void DeleteCriticalSection(LPCRITICAL_SECTION section);

/// @name Interlocked operations
/// Sequentially consistent. Increment and Decrement return the new value, the others the old.
/// @{
LONG InterlockedIncrement(volatile LONG* target);
LONG InterlockedDecrement(volatile LONG* target);
LONG InterlockedExchange(volatile LONG* target, LONG value);
LONG InterlockedExchangeAdd(volatile LONG* target, LONG value);
LONG InterlockedCompareExchange(volatile LONG* target, LONG value, LONG expected);
LONG InterlockedAnd(volatile LONG* target, LONG value);
LONG InterlockedOr(volatile LONG* target, LONG value);
LONG64 InterlockedIncrement64(volatile LONG64* target);
LONG64 InterlockedDecrement64(volatile LONG64* target);
LONG64 InterlockedExchange64(volatile LONG64* target, LONG64 value);
LONG64 InterlockedExchangeAdd64(volatile LONG64* target, LONG64 value);
LONG64 InterlockedCompareExchange64(volatile LONG64* target, LONG64 value, LONG64 expected);
/// @}
