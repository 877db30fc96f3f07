// SetConsoleCtrlHandler. What it is for, being told to stop, no process can do to itself alone: see
// posix/console_test.cpp, tests/sim/detectors/stop_test.cpp and tests/live/stop_test.cpp.
#include "contract.h"

using namespace contract;

namespace {

BOOL WINAPI deals_with_nothing(DWORD) { return FALSE; }
BOOL WINAPI deals_with_everything(DWORD) { return TRUE; }

}  // namespace

TEST(Console, Tutorial) {
    RULE("Being told to stop: a handler is added, and taken away");
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, TRUE));
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, FALSE));

    // Once it is gone it cannot be taken away.
    SetLastError(0);
    EXPECT_FALSE(SetConsoleCtrlHandler(deals_with_nothing, FALSE));
    EXPECT_EQ(87u, GetLastError());
}

TEST(Console, WhatWasNeverAddedCannotBeTakenAway) {
    RULE("Being told to stop: taking away what is not there: 87");
    ASSERT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, TRUE));
    SetLastError(0);
    EXPECT_FALSE(SetConsoleCtrlHandler(deals_with_everything, FALSE));
    EXPECT_EQ(87u, GetLastError());
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, FALSE));
}

TEST(Console, OneThatWasAddedTwiceIsTakenAwayTwice) {
    RULE("Being told to stop: a list, and a handler may be in it twice");
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, TRUE));
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_everything, TRUE));
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, TRUE));
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, FALSE));
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_everything, FALSE));
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, FALSE));
    SetLastError(0);
    EXPECT_FALSE(SetConsoleCtrlHandler(deals_with_nothing, FALSE));
    EXPECT_EQ(87u, GetLastError());
}

TEST(Console, WithoutAHandlerItIsAboutIgnoring) {
    RULE("Being told to stop: NULL and TRUE ignores Ctrl-C; NULL and FALSE no longer does");
    EXPECT_TRUE(SetConsoleCtrlHandler(NULL, TRUE));
    EXPECT_TRUE(SetConsoleCtrlHandler(NULL, TRUE));
    EXPECT_TRUE(SetConsoleCtrlHandler(NULL, FALSE));
    EXPECT_TRUE(SetConsoleCtrlHandler(NULL, FALSE));
}

TEST(Console, ASuccessLeavesTheLastError) {
    RULE("Being told to stop: GetLastError() after a call that succeeds");
    SetLastError(4711);
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, TRUE));
    EXPECT_TRUE(SetConsoleCtrlHandler(deals_with_nothing, FALSE));
    EXPECT_EQ(4711u, GetLastError());
}

TEST(Console, TheNumbersOfTheEvents) {
    RULE("Being told to stop: Ctrl-C is 0, Ctrl-Break 1, and 2 that the console is closed");
    EXPECT_EQ(0u, DWORD{CTRL_C_EVENT});
    EXPECT_EQ(1u, DWORD{CTRL_BREAK_EVENT});
    EXPECT_EQ(2u, DWORD{CTRL_CLOSE_EVENT});
}
