// WSAEnumNetworkEvents: rule 5 and the facts "Enum".
#include <algorithm>

#include "contract.h"
#include "differences.h"

using namespace contract;

TEST(Enumerate, Tutorial) {
    RULE("5. WSAEnumNetworkEvents");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ | FD_CLOSE);
    send_text(pair.client, "hello");
    ASSERT_TRUE(arrives(event));

    // It tells what has happened to the socket, with a status for each bit ...
    const WSANETWORKEVENTS events = enumerate(pair.server, event);
    EXPECT_EQ(FD_READ, events.lNetworkEvents);
    EXPECT_EQ(0, events.iErrorCode[FD_READ_BIT]);

    // ... resets the event, and forgets what it has told.
    EXPECT_FALSE(is_signalled(event));
    EXPECT_EQ(0, bits(pair.server, event));

    // The data is still there.
    EXPECT_EQ("hello", receive_once(pair.server));
}

TEST(Enumerate, WithoutAnEventItClearsTheRecordAndTheEventStaysSignalled) {
    RULE("Facts: Enum: with NULL the record is cleared and the event stays signalled");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, nullptr));
    EXPECT_TRUE(is_signalled(event));
    EXPECT_EQ(0, bits(pair.server, nullptr));
    EXPECT_TRUE(is_signalled(event));
}

TEST(Enumerate, WithTheWrongEventItResetsThatOne) {
    RULE(
        "Facts: Enum: with the wrong event: the wrong one is reset, the right one stays signalled");
    const Event right, wrong;
    const Pair pair;
    select_and_take(pair.server, right, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(right));
    EXPECT_TRUE(WSASetEvent(wrong));
    EXPECT_EQ(FD_READ, bits(pair.server, wrong));
    EXPECT_FALSE(is_signalled(wrong));
    EXPECT_TRUE(is_signalled(right));
    EXPECT_EQ(0, bits(pair.server, right)) << "the next Enum is empty";
}

TEST(Enumerate, UnselectedBitsStayRecorded) {
    RULE("Facts: Enum: unselected bits stay recorded");
    const Event event, other;
    const Pair pair;
    wait_until_recorded(pair.server, other, FD_WRITE);
    select(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, event)) << "FD_WRITE is recorded, but not selected";
    select(pair.server, other, FD_WRITE);
    EXPECT_TRUE(is_signalled(other));
    EXPECT_EQ(FD_WRITE, bits(pair.server, other));
}

TEST(Enumerate, SeveralBitsComeTogether) {
    RULE("5. WSAEnumNetworkEvents returns active & mask");
    const Event event;
    const Pair pair;
    send_text(pair.client, "x");
    wait_until_recorded(pair.server, event, FD_READ);
    select(pair.server, event, FD_READ | FD_WRITE | FD_CLOSE);
    EXPECT_TRUE(is_signalled(event));
    const WSANETWORKEVENTS events = enumerate(pair.server, event);
    EXPECT_EQ(FD_READ | FD_WRITE, events.lNetworkEvents);
    EXPECT_EQ(0, events.iErrorCode[FD_READ_BIT]);
    EXPECT_EQ(0, events.iErrorCode[FD_WRITE_BIT]);
}

TEST(Enumerate, WritesAStatusOnlyForTheBitsThatItReturns) {
    RULE("5. WSAEnumNetworkEvents writes iErrorCode only for the bits it returns");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    WSANETWORKEVENTS events;
    std::fill(std::begin(events.iErrorCode), std::end(events.iErrorCode), 4711);
    EXPECT_EQ(0, WSAEnumNetworkEvents(pair.server, event, &events));
    EXPECT_EQ(0, events.iErrorCode[FD_READ_BIT]);
    EXPECT_EQ(9, std::count(std::begin(events.iErrorCode), std::end(events.iErrorCode), 4711));
}

TEST(Enumerate, AClosedEventHandleIsError10022AndNothingChanges) {
    RULE("Facts: Enum: a closed or invalid event handle: -1, 10022, nothing changed");
    const Event event;
    const Pair pair;
    const WSAEVENT closed = WSACreateEvent();
    ASSERT_TRUE(WSACloseEvent(closed));
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    WSANETWORKEVENTS events{};
    WSASetLastError(0);
    WSAEnumNetworkEvents(pair.server, closed, &events);
    const int error = WSAGetLastError();
    expect_as_listed(Difference::enum_refuses_a_closed_event, 10022, error);
    EXPECT_TRUE(is_signalled(event));
    EXPECT_EQ(error == 0 ? 0 : FD_READ, bits(pair.server, event));
}

TEST(Enumerate, AClosedSocketIsError10038AndTheEventIsNotReset) {
    RULE("Facts: Enum: closed socket: 10038, event not reset");
    const Event event;
    EXPECT_TRUE(WSASetEvent(event));
    WSANETWORKEVENTS events{};
    EXPECT_TRUE(fails_with(10038, WSAEnumNetworkEvents(closed_socket(), event, &events)));
    EXPECT_TRUE(fails_with(10038, WSAEnumNetworkEvents(INVALID_SOCKET, event, &events)));
    const bool signalled = is_signalled(event);
    expect_as_listed(Difference::enum_of_a_closed_socket_leaves_the_event, 1, signalled);
}

TEST(Enumerate, ASocketThatWasNeverSelectedHasNothingToTell) {
    RULE("5. WSAEnumNetworkEvents returns active & mask");
    const Event event;
    const Pair pair;
    send_text(pair.client, "x");
    EXPECT_TRUE(bytes_arrive(pair.server, 1));
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_EQ(0, bits(pair.server, event));
    EXPECT_FALSE(is_signalled(event)) << "it resets the event, whatever event it is";
    EXPECT_EQ("x", receive_once(pair.server));
}

TEST(Enumerate, AnEmptyRecordStillResetsTheEvent) {
    RULE("5. WSAEnumNetworkEvents resets e if one is given, whatever event it is");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_EQ(0, bits(pair.server, event));
    EXPECT_FALSE(is_signalled(event));
}

TEST(Enumerate, OneEventForTwoSocketsNeedsAnEnumOfBoth) {
    RULE("Facts: One event for two sockets: Enum(s1, e) resets e while s2's record waits");
    const Event event;
    const Pair one, two;
    select_and_take(one.server, event, FD_READ);
    select_and_take(two.server, event, FD_READ);
    send_text(two.client, "2");
    EXPECT_TRUE(arrives(event));
    send_text(one.client, "1");
    EXPECT_TRUE(bytes_arrive(one.server, 1));
    EXPECT_EQ(FD_READ, collect(one.server, event, FD_READ));
    EXPECT_TRUE(stays_quiet(event)) << "the second socket's record waits without a signal";
    EXPECT_EQ(FD_READ, bits(two.server, event));
}

TEST(Enumerate, OneEventForTwoSocketsIsSignalledByEither) {
    RULE("Facts: One event for two sockets; rule 1. Arrival");
    const Event event;
    const Pair one, two;
    select_and_take(one.server, event, FD_READ);
    select_and_take(two.server, event, FD_READ);
    send_text(one.client, "1");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(0, bits(two.server, event));
    EXPECT_EQ(FD_READ, bits(one.server, event));
    send_text(two.client, "2");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(0, bits(one.server, event));
    EXPECT_EQ(FD_READ, bits(two.server, event));
}

TEST(Enumerate, ResetFirstThenEnumerateWithoutAnEventLosesNothing) {
    RULE("Defects: Reset first, then Enum(s, NULL): nothing is lost");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ | FD_CLOSE);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    EXPECT_TRUE(WSAResetEvent(event));
    EXPECT_EQ(FD_READ, bits(pair.server, nullptr));
    EXPECT_EQ("x", receive_once(pair.server));
    ASSERT_EQ(0, shutdown(pair.client, SD_SEND));
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_CLOSE, bits(pair.server, nullptr));
}

TEST(Enumerate, EnumerateThenResetLosesTheSignalOfWhatCameBetween) {
    RULE("Defects: Enum(s, NULL), handle, then WSAResetEvent: a FIN between the two is lost");
    const Event event, witness;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ | FD_CLOSE);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, nullptr));
    EXPECT_EQ("x", receive_once(pair.server));
    ASSERT_EQ(0, shutdown(pair.client, SD_SEND));
    // The event is still signalled, so it cannot tell that the FIN has come: recv does.
    EXPECT_EQ("", receive_to_end(pair.server));
    EXPECT_TRUE(is_signalled(event));
    EXPECT_TRUE(WSAResetEvent(event));
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ(FD_CLOSE, bits(pair.server, nullptr)) << "the record holds it, nothing signals it";
}

TEST(Enumerate, IsOneStepSoNothingIsLostWhileTheOtherSideKeepsSending) {
    RULE("5. WSAEnumNetworkEvents: one atomic step");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ | FD_CLOSE);
    constexpr size_t count = 2000;
    Thread sender([&] {
        for (size_t i = 0; i < count; ++i) send_text(pair.client, pattern(1, i));
        EXPECT_EQ(0, shutdown(pair.client, SD_SEND));
    });
    std::string received;
    bool closed = false;
    while (!closed && arrives(event)) {
        const long events = bits(pair.server, event);
        if (events & FD_READ) received += receive_once(pair.server, 7);
        closed = (events & FD_CLOSE) != 0;
    }
    sender.join();
    received += receive_to_end(pair.server);
    EXPECT_TRUE(closed);
    EXPECT_EQ(pattern(count), received);
}
