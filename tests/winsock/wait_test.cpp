// WSAWaitForMultipleEvents: what it takes, what it returns, who wins.
#include <array>

#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

DWORD wait_any(const std::vector<WSAEVENT>& events, DWORD milliseconds) {
    return WSAWaitForMultipleEvents(static_cast<DWORD>(events.size()), events.data(), FALSE,
                                    milliseconds, FALSE);
}

DWORD wait_all(const std::vector<WSAEVENT>& events, DWORD milliseconds) {
    return WSAWaitForMultipleEvents(static_cast<DWORD>(events.size()), events.data(), TRUE,
                                    milliseconds, FALSE);
}

WSAEVENT closed_event() {
    const WSAEVENT event = WSACreateEvent();
    EXPECT_TRUE(WSACloseEvent(event));
    return event;
}

}  // namespace

TEST(Wait, Tutorial) {
    RULE("Facts: Wait");
    const Event first, second, third;
    const std::vector<WSAEVENT> events{first, second, third};
    // Nothing is signalled: the wait is over by its time-out, 258.
    EXPECT_EQ(timed_out, wait_any(events, 0));

    // The answer is an index into the array that was waited on.
    EXPECT_TRUE(WSASetEvent(third));
    EXPECT_EQ(2U, wait_any(events, WSA_INFINITE));

    // Of several, the lowest, however long the others have waited.
    EXPECT_TRUE(WSASetEvent(second));
    EXPECT_EQ(1U, wait_any(events, WSA_INFINITE));
    EXPECT_EQ(1U, wait_any(events, WSA_INFINITE));
    EXPECT_TRUE(WSAResetEvent(second));
    EXPECT_EQ(2U, wait_any(events, WSA_INFINITE));
}

TEST(Wait, NoEventsAreError87AtOnceEvenWithoutATimeOut) {
    RULE("Facts: Wait: 0 or more than 64 events: WSA_WAIT_FAILED, error 87, at once");
    const Event event;
    const WSAEVENT array[] = {event};
    EXPECT_TRUE(fails_with(87, WSAWaitForMultipleEvents(0, array, FALSE, WSA_INFINITE, FALSE)));
    EXPECT_TRUE(fails_with(87, WSAWaitForMultipleEvents(0, array, TRUE, WSA_INFINITE, FALSE)));
    EXPECT_TRUE(fails_with(87, WSAWaitForMultipleEvents(0, array, FALSE, 0, FALSE)));
}

TEST(Wait, SixtyFourEventsAreServed) {
    RULE("Facts: Wait: 0 or more than 64 events");
    const std::array<Event, 64> events;
    const std::vector<WSAEVENT> all(events.begin(), events.end());
    EXPECT_EQ(timed_out, wait_any(all, 0));
    EXPECT_TRUE(WSASetEvent(events[63]));
    EXPECT_EQ(63U, wait_any(all, WSA_INFINITE));
    EXPECT_EQ(63U, all.size() - 1);
}

TEST(Wait, SixtyFiveAreError87EvenIfOneIsSignalled) {
    RULE("Facts: Wait: 0 or more than 64 events: WSA_WAIT_FAILED (0xFFFFFFFF), error 87, at once");
    const std::array<Event, 65> events;
    const std::vector<WSAEVENT> all(events.begin(), events.end());
    EXPECT_TRUE(WSASetEvent(events[0]));
    EXPECT_TRUE(fails_with(87, wait_any(all, WSA_INFINITE)));
    EXPECT_EQ(wait_failed, wait_any(all, WSA_INFINITE));
    EXPECT_TRUE(fails_with(87, wait_all(all, WSA_INFINITE)));
    EXPECT_EQ(64U, static_cast<unsigned>(WSA_MAXIMUM_WAIT_EVENTS));
}

TEST(Wait, AClosedHandleAnywhereIsError6EvenBehindASignalledOne) {
    RULE("Facts: Wait: a closed handle anywhere in the array: WSA_WAIT_FAILED, 6");
    const Event first, second;
    const WSAEVENT closed = closed_event();
    EXPECT_TRUE(WSASetEvent(first));
    EXPECT_TRUE(fails_with(6, wait_any({first, closed}, WSA_INFINITE)));
    EXPECT_TRUE(fails_with(6, wait_any({first, second, closed}, 0)));
    EXPECT_TRUE(fails_with(6, wait_any({closed, first}, WSA_INFINITE)));
    EXPECT_TRUE(fails_with(6, wait_any({closed}, WSA_INFINITE)));
    EXPECT_TRUE(fails_with(6, wait_all({first, closed}, WSA_INFINITE)));
    EXPECT_TRUE(is_signalled(first));
}

TEST(Wait, NoHandleInTheArrayIsError6) {
    RULE("Facts: Wait: a closed handle anywhere in the array: WSA_WAIT_FAILED, 6");
    const Event event;
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_TRUE(fails_with(6, wait_any({event, WSA_INVALID_EVENT}, WSA_INFINITE)));
}

TEST(Wait, TheLowestSignalledIndexWinsEachTime) {
    RULE("Facts: Wait: the lowest signalled index wins; there is no fairness");
    const Event first, second, third;
    EXPECT_TRUE(WSASetEvent(second));
    EXPECT_TRUE(WSASetEvent(third));
    for (int turn = 0; turn < 5; ++turn)
        EXPECT_EQ(1U, wait_any({first, second, third}, WSA_INFINITE));
    // The order in which they were signalled does not count.
    EXPECT_TRUE(WSASetEvent(first));
    EXPECT_EQ(0U, wait_any({first, second, third}, WSA_INFINITE));
    EXPECT_EQ(0U, wait_any({third, second, first}, WSA_INFINITE));
}

TEST(Wait, WaitingForAnyMayNameAnEventTwice) {
    RULE("Facts: Wait: fWaitAll with duplicate handles: fails, 87");
    const Event first, twice;
    EXPECT_TRUE(WSASetEvent(twice));
    EXPECT_EQ(1U, wait_any({first, twice, twice}, WSA_INFINITE));
}

TEST(Wait, WaitingForAllMayNot) {
    RULE("Facts: Wait: fWaitAll with duplicate handles: fails, 87");
    const Event first, twice;
    EXPECT_TRUE(WSASetEvent(first));
    EXPECT_TRUE(WSASetEvent(twice));
    WSASetLastError(0);
    wait_all({twice, first, twice}, 0);
    expect_as_listed(Difference::wait_for_all_refuses_duplicates, 87, WSAGetLastError());
}

TEST(Wait, WaitingForAllWaitsForTheLastOfThem) {
    RULE("Facts: Wait: timeout is 258");
    const Event first, second;
    EXPECT_TRUE(WSASetEvent(first));
    EXPECT_EQ(timed_out, wait_all({first, second}, 0));
    EXPECT_EQ(timed_out, wait_all({first, second}, quiet_time));
    EXPECT_TRUE(WSASetEvent(second));
    EXPECT_EQ(signalled_first, wait_all({first, second}, WSA_INFINITE));
    EXPECT_TRUE(is_signalled(first));
    EXPECT_TRUE(is_signalled(second));
}

TEST(Wait, ATimeOutIsNotOverTooEarly) {
    RULE("Facts: Wait: timeout is 258");
    const Event event;
    EXPECT_GE(duration_of([&] { EXPECT_EQ(timed_out, wait_any({event}, 100)); }), almost(100));
}

TEST(Wait, NeverResetsAManualResetEvent) {
    RULE("Facts: Wait: waiting never resets a manual-reset event");
    const Event first, second;
    EXPECT_TRUE(WSASetEvent(first));
    EXPECT_TRUE(WSASetEvent(second));
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_EQ(signalled_first, wait_any({first, second}, WSA_INFINITE));
        EXPECT_EQ(signalled_first, wait_all({first, second}, WSA_INFINITE));
    }
}

TEST(Wait, WakesWhenAnotherThreadSignals) {
    RULE("Facts: Wait");
    const Event never, event;
    Thread other([&] { EXPECT_TRUE(WSASetEvent(event)); });
    EXPECT_EQ(1U, wait_any({never, event}, WSA_INFINITE));
    other.join();
}

TEST(Wait, TwoThreadsThatWaitForOneEventBothWake) {
    RULE("Facts: Events: manual-reset; Wait: waiting never resets a manual-reset event");
    const Event event;
    DWORD answers[2] = {wait_failed, wait_failed};
    Thread first([&] { answers[0] = wait_any({event}, deadline); });
    Thread second([&] { answers[1] = wait_any({event}, deadline); });
    Sleep(10);  // both wait by now, probably; the case holds in any order
    EXPECT_TRUE(WSASetEvent(event));
    first.join();
    second.join();
    EXPECT_EQ(signalled_first, answers[0]);
    EXPECT_EQ(signalled_first, answers[1]);
}

TEST(Wait, TwoThreadsThatWaitForOneSocketsEventBothWake) {
    RULE("1. Arrival: if the bit is in the mask, set the event");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    DWORD answers[2] = {wait_failed, wait_failed};
    Thread first([&] { answers[0] = wait_any({event}, deadline); });
    Thread second([&] { answers[1] = wait_any({event}, deadline); });
    Sleep(10);  // as above
    send_text(pair.client, "x");
    first.join();
    second.join();
    EXPECT_EQ(signalled_first, answers[0]);
    EXPECT_EQ(signalled_first, answers[1]);
    EXPECT_EQ(FD_READ, bits(pair.server, event));
}

TEST(Wait, AllOfSeveralSocketsHaveDataThenWaitingForAllIsOver) {
    RULE("Facts: Wait; rule 1. Arrival");
    const Event first, second;
    const Pair one, two;
    select_and_take(one.server, first, FD_READ);
    select_and_take(two.server, second, FD_READ);
    send_text(one.client, "x");
    EXPECT_EQ(timed_out, wait_all({first, second}, quiet_time));
    send_text(two.client, "x");
    EXPECT_EQ(signalled_first, wait_all({first, second}, deadline));
}

// A server serves the event that was named, and then asks those behind it: nobody is asked twice
// before everybody else was.
TEST(Wait, AWaitForTheRestNamesThePlaceInTheRest) {
    RULE("Facts: Wait: the lowest signalled index wins");
    const Event first, second, third, fourth;
    const WSAEVENT all[] = {first, second, third, fourth};
    EXPECT_TRUE(WSASetEvent(first));
    EXPECT_TRUE(WSASetEvent(third));
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_EQ(0U, WSAWaitForMultipleEvents(4, all, FALSE, WSA_INFINITE, FALSE));
        EXPECT_EQ(1U, WSAWaitForMultipleEvents(3, all + 1, FALSE, 0, FALSE));
        EXPECT_EQ(timed_out, WSAWaitForMultipleEvents(1, all + 3, FALSE, 0, FALSE));
        EXPECT_EQ(0U, WSAWaitForMultipleEvents(2, all + 2, FALSE, WSA_INFINITE, FALSE));
        EXPECT_EQ(timed_out, WSAWaitForMultipleEvents(1, all + 1, FALSE, 0, FALSE));
    }
    EXPECT_TRUE(WSASetEvent(second));
    EXPECT_EQ(signalled_first, WSAWaitForMultipleEvents(2, all + 1, TRUE, 0, FALSE));
    EXPECT_EQ(timed_out, WSAWaitForMultipleEvents(3, all + 1, TRUE, 0, FALSE));
    // What looks like a part and is none.
    const WSAEVENT mixed[] = {third, second};
    EXPECT_EQ(0U, WSAWaitForMultipleEvents(2, mixed, FALSE, 0, FALSE));
    const WSAEVENT twice[] = {fourth, fourth, second};
    EXPECT_EQ(2U, WSAWaitForMultipleEvents(3, twice, FALSE, 0, FALSE));
}

TEST(Wait, AWaitForTheRestSleepsUntilOneOfTheRestIsSignalled) {
    RULE("Facts: Wait");
    const Event first, second;
    const Pair one, two;
    select_and_take(one.server, first, FD_READ);
    select_and_take(two.server, second, FD_READ);
    const WSAEVENT all[] = {first, second};
    EXPECT_EQ(timed_out, WSAWaitForMultipleEvents(2, all, FALSE, 0, FALSE));
    send_text(one.client, "x");
    EXPECT_EQ(timed_out, WSAWaitForMultipleEvents(1, all + 1, FALSE, quiet_time, FALSE));
    send_text(two.client, "x");
    EXPECT_EQ(signalled_first, WSAWaitForMultipleEvents(1, all + 1, FALSE, deadline, FALSE));
    EXPECT_EQ(signalled_first, WSAWaitForMultipleEvents(2, all, FALSE, 0, FALSE));
}
