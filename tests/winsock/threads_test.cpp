// Events and threads of windows.h, as a server with worker threads uses them.
#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

/// An event of CreateEvent() that closes itself.
struct OwnedHandle {
    HANDLE handle;
    ~OwnedHandle() { EXPECT_TRUE(CloseHandle(handle)); }
    operator HANDLE() const { return handle; }
};

HANDLE auto_reset_event(BOOL signalled = FALSE) {
    return CreateEvent(nullptr, FALSE, signalled, nullptr);
}

DWORD WINAPI return_argument(LPVOID argument) { return *static_cast<DWORD*>(argument); }

DWORD WINAPI wait_for_event(LPVOID event) { return WaitForSingleObject(event, deadline); }

unsigned __stdcall double_it(void* argument) {
    *static_cast<int*>(argument) *= 2;
    return 7;
}

}  // namespace

TEST(Threads, Tutorial) {
    RULE("CreateThread, WaitForSingleObject, GetExitCodeThread");
    DWORD number = 42, id = 0;
    const OwnedHandle thread{CreateThread(nullptr, 0, return_argument, &number, 0, &id)};
    ASSERT_TRUE(thread.handle);
    EXPECT_NE(0U, id);
    EXPECT_NE(GetCurrentThreadId(), id);
    // A thread's handle is signalled once it has returned, and stays so.
    EXPECT_EQ(signalled_first, WaitForSingleObject(thread, deadline));
    EXPECT_EQ(signalled_first, WaitForSingleObject(thread, 0));
    DWORD code = 0;
    EXPECT_TRUE(GetExitCodeThread(thread, &code));
    EXPECT_EQ(42U, code);
}

TEST(Threads, AreNonsignalledAndStillActiveWhileTheyRun) {
    RULE("CreateThread, GetExitCodeThread: STILL_ACTIVE, 259");
    const Event event;
    const OwnedHandle thread{CreateThread(nullptr, 0, wait_for_event, event, 0, nullptr)};
    EXPECT_EQ(timed_out, WaitForSingleObject(thread, quiet_time));
    DWORD code = 0;
    EXPECT_TRUE(GetExitCodeThread(thread, &code));
    EXPECT_EQ(259U, code);
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_EQ(signalled_first, WaitForSingleObject(thread, deadline));
}

TEST(Threads, OfTheCRuntimeAreTheSame) {
    RULE("_beginthreadex");
    int value = 21;
    const OwnedHandle thread{
        reinterpret_cast<HANDLE>(_beginthreadex(nullptr, 0, double_it, &value, 0, nullptr))};
    ASSERT_TRUE(thread.handle);
    EXPECT_EQ(signalled_first, WaitForSingleObject(thread, deadline));
    EXPECT_EQ(42, value);
    DWORD code = 0;
    EXPECT_TRUE(GetExitCodeThread(thread, &code));
    EXPECT_EQ(7U, code);
}

TEST(Threads, OutliveTheirHandle) {
    RULE("CloseHandle: what a handle named lives on while a running thread needs it");
    const Event stop, done;
    struct Both {
        WSAEVENT stop, done;
    } both{stop, done};
    const HANDLE thread = CreateThread(
        nullptr, 0,
        [](LPVOID argument) -> DWORD {
            const Both* events = static_cast<Both*>(argument);
            WaitForSingleObject(events->stop, deadline);
            return static_cast<DWORD>(WSASetEvent(events->done));
        },
        &both, 0, nullptr);
    EXPECT_TRUE(CloseHandle(thread));
    EXPECT_TRUE(is_refused_with(6, CloseHandle(thread)));
    EXPECT_TRUE(WSASetEvent(stop));
    EXPECT_TRUE(arrives(done));
}

TEST(Threads, ThatEndDoNotKeepATimeOutFromComing) {
    RULE("Facts: Wait: timeout is 258");
    const Event event;
    Thread other([] {});
    EXPECT_TRUE(stays_quiet(event));
    Thread later([] { Sleep(1); });
    EXPECT_EQ(timed_out, WaitForSingleObject(event, quiet_time));
}

TEST(Threads, AreNotEvents) {
    RULE("SetEvent: FALSE, 6 for anything but an event");
    const Event stop;
    const OwnedHandle thread{CreateThread(nullptr, 0, wait_for_event, stop, 0, nullptr)};
    EXPECT_TRUE(is_refused_with(6, SetEvent(thread)));
    EXPECT_TRUE(is_refused_with(6, ResetEvent(thread)));
    DWORD code = 0;
    EXPECT_TRUE(is_refused_with(6, GetExitCodeThread(stop, &code)));
    EXPECT_TRUE(WSASetEvent(stop));
    EXPECT_EQ(signalled_first, WaitForSingleObject(thread, deadline));
}

TEST(AutoResetEvent, OneWaitTakesTheSignal) {
    RULE("CreateEvent: auto-reset");
    const OwnedHandle event{auto_reset_event()};
    EXPECT_EQ(timed_out, WaitForSingleObject(event, 0));
    EXPECT_TRUE(SetEvent(event));
    EXPECT_TRUE(SetEvent(event));
    EXPECT_EQ(signalled_first, WaitForSingleObject(event, INFINITE));
    EXPECT_EQ(timed_out, WaitForSingleObject(event, 0)) << "taken; set twice is set once";
}

TEST(AutoResetEvent, CanStartSignalled) {
    RULE("CreateEvent: the initial state");
    const OwnedHandle event{auto_reset_event(TRUE)};
    EXPECT_EQ(signalled_first, WaitForSingleObject(event, 0));
    EXPECT_EQ(timed_out, WaitForSingleObject(event, 0));
    const OwnedHandle manual{CreateEvent(nullptr, TRUE, TRUE, nullptr)};
    EXPECT_EQ(signalled_first, WaitForSingleObject(manual, 0));
    EXPECT_EQ(signalled_first, WaitForSingleObject(manual, 0));
}

TEST(AutoResetEvent, AWaitForAnyTakesOnlyTheOneThatItReturns) {
    RULE("WaitForMultipleObjects: the lowest index; only that one is reset");
    const OwnedHandle first{auto_reset_event(TRUE)}, second{auto_reset_event(TRUE)};
    const HANDLE both[] = {first, second};
    EXPECT_EQ(0U, WaitForMultipleObjects(2, both, FALSE, INFINITE));
    EXPECT_EQ(1U, WaitForMultipleObjects(2, both, FALSE, INFINITE));
    EXPECT_EQ(timed_out, WaitForMultipleObjects(2, both, FALSE, 0));
}

TEST(AutoResetEvent, AWaitForAllTakesNoneBeforeItCanTakeAll) {
    RULE("WaitForMultipleObjects: for all: no state changes before all are signalled");
    const OwnedHandle first{auto_reset_event(TRUE)}, second{auto_reset_event()};
    const HANDLE both[] = {first, second};
    EXPECT_EQ(timed_out, WaitForMultipleObjects(2, both, TRUE, quiet_time));
    EXPECT_TRUE(SetEvent(second));
    EXPECT_EQ(signalled_first, WaitForMultipleObjects(2, both, TRUE, INFINITE));
    EXPECT_EQ(timed_out, WaitForSingleObject(first, 0));
    EXPECT_EQ(timed_out, WaitForSingleObject(second, 0));
}

TEST(AutoResetEvent, EachSignalWakesOneOfTwoThreads) {
    RULE("CreateEvent: auto-reset: one waiting thread is released");
    const OwnedHandle event{auto_reset_event()};
    const HANDLE threads[] = {CreateThread(nullptr, 0, wait_for_event, event, 0, nullptr),
                              CreateThread(nullptr, 0, wait_for_event, event, 0, nullptr)};
    EXPECT_TRUE(SetEvent(event));
    const DWORD first = WaitForMultipleObjects(2, threads, FALSE, deadline);
    ASSERT_LT(first, 2U);
    EXPECT_EQ(timed_out, WaitForSingleObject(threads[1 - first], quiet_time));
    EXPECT_TRUE(SetEvent(event));
    EXPECT_EQ(signalled_first, WaitForMultipleObjects(2, threads, TRUE, deadline));
    for (const HANDLE thread : threads) EXPECT_TRUE(CloseHandle(thread));
}

TEST(AutoResetEvent, ServesASocketToo) {
    RULE("1. Arrival sets the event; 5. Enum");
    const OwnedHandle event{auto_reset_event()};
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_EQ(signalled_first, WaitForSingleObject(event, deadline));
    EXPECT_EQ(timed_out, WaitForSingleObject(event, 0)) << "the wait has taken the signal";
    EXPECT_EQ(FD_READ, bits(pair.server, nullptr));
}

TEST(WaitForObjects, FailsWhereTheWinsockWaitFails) {
    RULE("Facts: Wait: 87 and 6");
    const Event event;
    const HANDLE array[] = {event, event};
    EXPECT_TRUE(fails_with(87, WaitForMultipleObjects(0, array, FALSE, INFINITE)));
    const std::vector<HANDLE> many(65, event);
    EXPECT_TRUE(fails_with(87, WaitForMultipleObjects(65, many.data(), FALSE, INFINITE)));
    EXPECT_TRUE(WSASetEvent(event));
    SetLastError(0);
    WaitForMultipleObjects(2, array, TRUE, 0);
    expect_as_listed(Difference::wait_for_all_refuses_duplicates, 87, WSAGetLastError());
    const HANDLE closed = auto_reset_event();
    EXPECT_TRUE(CloseHandle(closed));
    EXPECT_TRUE(fails_with(6, WaitForSingleObject(closed, INFINITE)));
}

TEST(WaitForObjects, MixesThreadsAndEvents) {
    RULE("WaitForMultipleObjects: any objects");
    const Event event;
    DWORD number = 1;
    const OwnedHandle thread{CreateThread(nullptr, 0, return_argument, &number, 0, nullptr)};
    const HANDLE both[] = {event, thread};
    EXPECT_EQ(1U, WaitForMultipleObjects(2, both, FALSE, deadline));
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_EQ(signalled_first, WaitForMultipleObjects(2, both, TRUE, deadline));
}

TEST(Time, SleepTakesAtLeastAsLongAsItWasTold) {
    RULE("Sleep, GetTickCount64");
    const ULONGLONG start = GetTickCount64();
    EXPECT_GE(duration_of([] { Sleep(50); }), almost(50));
    EXPECT_GE(GetTickCount64(), start);
}

TEST(Time, GetTickCount64Advances) {
    RULE("GetTickCount64");
    const ULONGLONG start = GetTickCount64();
    EXPECT_TRUE(eventually([=] { return GetTickCount64() >= start + 20; }));
}
