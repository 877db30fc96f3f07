// Event objects: WSACreateEvent, WSASetEvent, WSAResetEvent, WSACloseEvent.
#include "contract.h"

using namespace contract;

TEST(Events, Tutorial) {
    RULE("Facts: Events");
    // A new event is nonsignalled: a wait of no time is over by its time-out.
    const WSAEVENT event = WSACreateEvent();
    ASSERT_NE(WSA_INVALID_EVENT, event);
    EXPECT_EQ(timed_out, WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE));

    // Signalled, it stays so however often one waits ...
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_EQ(signalled_first, WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE));
    EXPECT_EQ(signalled_first, WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE));

    // ... until somebody resets it.
    EXPECT_TRUE(WSAResetEvent(event));
    EXPECT_EQ(timed_out, WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE));

    EXPECT_TRUE(WSACloseEvent(event));
    EXPECT_TRUE(is_refused_with(6, WSASetEvent(event)));
}

TEST(Events, SetAndResetAreNotCounted) {
    RULE("Facts: Events: manual-reset");
    const Event event;
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_TRUE(is_signalled(event));
    EXPECT_TRUE(WSAResetEvent(event));
    EXPECT_FALSE(is_signalled(event));
    EXPECT_TRUE(WSAResetEvent(event));
    EXPECT_FALSE(is_signalled(event));
}

TEST(Events, AClosedHandleIsError6ForEachOfThem) {
    RULE("Facts: Events: Set/Reset/Close on a closed handle: FALSE, error 6");
    const WSAEVENT event = WSACreateEvent();
    ASSERT_TRUE(WSACloseEvent(event));
    EXPECT_TRUE(is_refused_with(6, WSASetEvent(event)));
    EXPECT_TRUE(is_refused_with(6, WSAResetEvent(event)));
    EXPECT_TRUE(is_refused_with(6, WSACloseEvent(event)));
}

TEST(Events, NoHandleAtAllIsError6) {
    RULE("Facts: Events: an invalid handle: FALSE, error 6");
    EXPECT_TRUE(is_refused_with(6, WSASetEvent(WSA_INVALID_EVENT)));
    EXPECT_TRUE(is_refused_with(6, WSAResetEvent(WSA_INVALID_EVENT)));
    EXPECT_TRUE(is_refused_with(6, WSACloseEvent(WSA_INVALID_EVENT)));
}

TEST(Events, WSAGetLastErrorSeesTheErrorToo) {
    RULE("Facts: Events: error 6");
    WSASetLastError(0);
    EXPECT_FALSE(WSASetEvent(WSA_INVALID_EVENT));
    EXPECT_EQ(6, WSAGetLastError());
    EXPECT_EQ(6U, GetLastError());
}

TEST(Events, AHandleValueIsUsedAgainForAnInnocentEvent) {
    RULE("Facts: WSACloseEvent while selected: a new event may get the same handle value");
    const WSAEVENT old = WSACreateEvent();
    ASSERT_TRUE(WSACloseEvent(old));
    std::vector<WSAEVENT> events;
    while (events.size() < 4096 && (events.empty() || events.back() != old))
        events.push_back(WSACreateEvent());
    ASSERT_EQ(old, events.back()) << "4096 events, and none got the value";

    // Whoever still uses the old handle now works on somebody else's event.
    EXPECT_FALSE(is_signalled(events.back()));
    EXPECT_TRUE(WSASetEvent(old));
    EXPECT_TRUE(is_signalled(events.back()));
    for (const WSAEVENT event : events) EXPECT_TRUE(WSACloseEvent(event));
}

TEST(Events, EachHandleNamesItsOwnEvent) {
    RULE("Facts: Events");
    const Event first, second;
    EXPECT_NE(static_cast<WSAEVENT>(first), static_cast<WSAEVENT>(second));
    EXPECT_TRUE(WSASetEvent(first));
    EXPECT_FALSE(is_signalled(second));
}

TEST(Events, AWinsockEventIsAnOrdinaryManualResetEvent) {
    RULE("Facts: Events: a manual-reset, nonsignalled event");
    const WSAEVENT event = WSACreateEvent();
    EXPECT_EQ(timed_out, WaitForSingleObject(event, 0));
    EXPECT_TRUE(SetEvent(event));
    EXPECT_EQ(signalled_first, WaitForSingleObject(event, INFINITE));
    EXPECT_EQ(signalled_first, WaitForSingleObject(event, INFINITE));
    EXPECT_TRUE(ResetEvent(event));
    EXPECT_EQ(timed_out, WaitForSingleObject(event, 0));
    EXPECT_TRUE(CloseHandle(event));
    EXPECT_TRUE(is_refused_with(6, WSACloseEvent(event)));
}

TEST(Events, AnEventOfCreateEventServesASocketToo) {
    RULE("Facts: Events; rule 4. WSAEventSelect");
    const HANDLE event = CreateEvent(nullptr, TRUE, FALSE, nullptr);
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, event));
    EXPECT_TRUE(CloseHandle(event));
}
