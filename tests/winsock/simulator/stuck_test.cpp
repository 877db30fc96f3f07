// What only the simulator can do: it knows when nobody will ever go on, and says so at once.
#include "../contract.h"

using namespace contract;

namespace {

/// Each case ends a process of its own, in which the suite has been started anew.
class Stuck : public testing::Test {
protected:
    void SetUp() override { testing::FLAGS_gtest_death_test_style = "threadsafe"; }
};

}  // namespace

TEST_F(Stuck, Tutorial) {
    const Event event;
    EXPECT_DEATH(WaitForSingleObject(event, INFINITE),
                 "thread 0, in WaitForSingleObject, waits for e1");
}

TEST_F(Stuck, EachThreadIsNamedWithWhatItWaitsFor) {
    const Pair pair;
    CRITICAL_SECTION section;
    InitializeCriticalSection(&section);
    const auto wait_for_each_other = [&] {
        EnterCriticalSection(&section);
        Thread other([&] { EnterCriticalSection(&section); });
        receive_once(pair.server);
    };
    EXPECT_DEATH(wait_for_each_other(),
                 "thread 0, in recv, waits for s3.*"
                 "thread 1, in EnterCriticalSection, waits for a lock");
    DeleteCriticalSection(&section);
}

TEST_F(Stuck, AWaitForSeveralObjectsNamesNone) {
    const Event event, second;
    const auto two_wait = [&] {
        Thread other([&] { WaitForSingleObject(event, INFINITE); });
        const WSAEVENT array[] = {event, second};
        WSAWaitForMultipleEvents(2, array, FALSE, INFINITE, FALSE);
    };
    EXPECT_DEATH(two_wait(),
                 "thread 0, in WSAWaitForMultipleEvents, waits for several objects.*"
                 "thread 1, in WaitForSingleObject, waits for e1");
}

TEST_F(Stuck, WhereATimeOutIsStillToComeNobodyIs) {
    const Event event;
    EXPECT_EQ(timed_out, WaitForSingleObject(event, 1'000'000));
}
