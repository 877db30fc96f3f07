// Critical sections and interlocked operations of windows.h.
#include "contract.h"

using namespace contract;

TEST(Locks, Tutorial) {
    RULE("EnterCriticalSection, LeaveCriticalSection");
    CRITICAL_SECTION section;
    InitializeCriticalSection(&section);
    const Event begun;
    std::string order;

    // While one thread is in the critical section, another one waits before it.
    EnterCriticalSection(&section);
    Thread other([&] {
        EXPECT_TRUE(WSASetEvent(begun));
        EnterCriticalSection(&section);
        order += ", then the other";
        LeaveCriticalSection(&section);
    });
    EXPECT_TRUE(arrives(begun));
    Sleep(10);  // it waits by now, probably; the case holds in any order
    order += "first the owner";

    // It goes on when the section is left.
    LeaveCriticalSection(&section);
    other.join();
    EXPECT_EQ("first the owner, then the other", order);
    DeleteCriticalSection(&section);
}

TEST(Locks, ACriticalSectionLetsOneThreadIn) {
    RULE("EnterCriticalSection, LeaveCriticalSection");
    CRITICAL_SECTION section;
    InitializeCriticalSection(&section);
    int count = 0;
    const auto work = [&] {
        for (int i = 0; i < 5'000; ++i) {
            EnterCriticalSection(&section);
            ++count;
            LeaveCriticalSection(&section);
        }
    };
    Thread first(work), second(work);
    first.join();
    second.join();
    EXPECT_EQ(10'000, count);
    DeleteCriticalSection(&section);
}

TEST(Locks, ACriticalSectionIsEnteredAgainByItsOwnerAndByNobodyElse) {
    RULE("TryEnterCriticalSection");
    CRITICAL_SECTION section;
    EXPECT_TRUE(InitializeCriticalSectionAndSpinCount(&section, 100));
    EXPECT_TRUE(TryEnterCriticalSection(&section));
    EnterCriticalSection(&section);
    const auto entered_elsewhere = [&] {
        BOOL entered = FALSE;
        Thread other([&] {
            entered = TryEnterCriticalSection(&section);
            if (entered) LeaveCriticalSection(&section);
        });
        other.join();
        return entered != FALSE;
    };
    EXPECT_FALSE(entered_elsewhere());
    LeaveCriticalSection(&section);
    EXPECT_FALSE(entered_elsewhere()) << "entered twice, left once";
    LeaveCriticalSection(&section);
    EXPECT_TRUE(entered_elsewhere());
    DeleteCriticalSection(&section);
}

TEST(Locks, InterlockedOperationsReturnTheNewValueOrTheOld) {
    RULE("Interlocked operations");
    volatile LONG value = 5;
    EXPECT_EQ(6, InterlockedIncrement(&value));
    EXPECT_EQ(5, InterlockedDecrement(&value));
    EXPECT_EQ(5, InterlockedExchange(&value, 10));
    EXPECT_EQ(10, InterlockedExchangeAdd(&value, 3));
    EXPECT_EQ(13, InterlockedCompareExchange(&value, 1, 99));
    EXPECT_EQ(13, InterlockedCompareExchange(&value, 1, 13));
    EXPECT_EQ(1, value);
}

TEST(Locks, InterlockedIncrementsAreNeverLost) {
    RULE("Interlocked operations");
    volatile LONG value = 0;
    const auto work = [&] {
        for (int i = 0; i < 20'000; ++i) InterlockedIncrement(&value);
    };
    Thread first(work), second(work);
    first.join();
    second.join();
    EXPECT_EQ(40'000, value);
}

TEST(Locks, WhatAnotherThreadSetsIsSeenByWhoAsksAgainAndAgain) {
    RULE("Interlocked operations (no thread keeps the others from running)");
    volatile LONG turn = 0;
    const auto await = [&](LONG wanted) {
        while (InterlockedCompareExchange(&turn, wanted, wanted) != wanted) {
        }
    };
    Thread other([&] {
        await(1);
        InterlockedIncrement(&turn);
    });
    InterlockedIncrement(&turn);
    await(2);
    EXPECT_EQ(2, turn);
}
