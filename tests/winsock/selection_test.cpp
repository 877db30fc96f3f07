// WSAEventSelect: rule 4 and the facts "Selection".
#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

int make_blocking(SOCKET s) {
    u_long off = 0;
    return ioctlsocket(s, FIONBIO, &off);
}

int receive_byte(SOCKET s) {
    char byte = 0;
    return recv(s, &byte, 1, 0);
}

}  // namespace

TEST(Selection, Tutorial) {
    RULE("4. WSAEventSelect");
    // A listening socket tells an event about new connections.
    const Event event;
    const Socket listener = listening_socket();
    ASSERT_EQ(0, WSAEventSelect(listener, event, FD_ACCEPT));
    EXPECT_TRUE(stays_quiet(event));

    // One comes: the event is signalled; which socket and what has happened, Enum tells.
    const Socket client = client_of(listener);
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_ACCEPT, bits(listener, event));

    // The listener has become nonblocking: it never waits for the next one.
    const Socket server = accept_from(listener);
    EXPECT_TRUE(fails_with(10035, accept(listener, nullptr, nullptr)));
}

TEST(Selection, MakesTheSocketNonblockingWhateverTheMask) {
    RULE("Facts: Selection: the socket becomes nonblocking whatever the mask");
    const Event event;
    for (const long mask : {FD_READ + 0L, FD_WRITE + 0L, FD_OOB + 0L, FD_CLOSE + 0L, 0L}) {
        const Pair pair;
        select(pair.server, event, mask);
        EXPECT_TRUE(fails_with(10035, receive_byte(pair.server))) << "mask " << mask;
    }
}

TEST(Selection, FIONBIO0WhileSelectedIsError10022) {
    RULE("Facts: Selection: FIONBIO 0 while selected: -1, 10022");
    const Event event;
    const Pair pair;
    select(pair.server, event, FD_READ);
    EXPECT_TRUE(fails_with(10022, make_blocking(pair.server)));
    EXPECT_TRUE(fails_with(10035, receive_byte(pair.server)));
    u_long on = 1;
    EXPECT_EQ(0, ioctlsocket(pair.server, FIONBIO, &on));
}

TEST(Selection, Mask0CancelsAndTheSocketStaysNonblockingUntilFIONBIO0) {
    RULE(
        "4. WSAEventSelect: mask 0 cancels: the socket stays nonblocking (FIONBIO, 0 works again)");
    const Event event;
    const Pair pair;
    select(pair.server, event, FD_READ);
    EXPECT_EQ(0, WSAEventSelect(pair.server, event, 0));
    EXPECT_TRUE(fails_with(10035, receive_byte(pair.server)));
    EXPECT_EQ(0, make_blocking(pair.server));

    // Blocking again: this recv waits for the other thread.
    Thread other([&] {
        Sleep(20);
        send_text(pair.client, "x");
    });
    EXPECT_EQ("x", receive_once(pair.server, 1));
    other.join();
}

TEST(Selection, Mask0NeedsNoEvent) {
    RULE("4. WSAEventSelect: mask 0 cancels");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    EXPECT_EQ(0, WSAEventSelect(pair.server, nullptr, 0));
    send_text(pair.client, "x");
    EXPECT_TRUE(bytes_arrive(pair.server, 1));
    EXPECT_TRUE(stays_quiet(event));
}

TEST(Selection, Mask0KeepsTheRecord) {
    RULE("4. WSAEventSelect: mask 0 cancels: the record stays");
    const Event event, other;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(0, WSAEventSelect(pair.server, nullptr, 0));
    EXPECT_EQ(0, bits(pair.server, nullptr)) << "nothing is selected: nothing is handed out";
    select(pair.server, other, FD_READ);
    EXPECT_TRUE(is_signalled(other));
    EXPECT_EQ(FD_READ, bits(pair.server, other));
}

TEST(Selection, WhatArrivesUnselectedIsRecorded) {
    RULE("1. Arrival: whether or not the bit is selected");
    const Event event, reader;
    const Pair pair;
    select_and_take(pair.server, event, FD_CLOSE);
    send_text(pair.client, "x");
    EXPECT_TRUE(bytes_arrive(pair.server, 1));
    EXPECT_TRUE(stays_quiet(event));
    select(pair.server, reader, FD_READ);
    EXPECT_TRUE(arrives(reader));
    EXPECT_EQ(FD_READ, bits(pair.server, reader));
}

TEST(Selection, WhatArrivedBeforeTheFirstSelectionSignalsAtOnce) {
    RULE("1. Arrival; 4. WSAEventSelect sets the event if active & mask");
    const Event event;
    const Pair pair;
    send_text(pair.client, "x");
    EXPECT_TRUE(bytes_arrive(pair.server, 1));
    select(pair.server, event, FD_READ | FD_CLOSE);
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, event));
}

TEST(Selection, AMaskWithoutEventIsError10022) {
    RULE("Facts: Selection: NULL event with a mask: 10022");
    const Pair pair;
    EXPECT_TRUE(fails_with(10022, WSAEventSelect(pair.server, nullptr, FD_READ)));
    EXPECT_TRUE(fails_with(10022, WSAEventSelect(pair.server, nullptr, all_stream_events)));
}

TEST(Selection, AClosedSocketIsError10038) {
    RULE("Facts: Selection: closed socket: 10038");
    const Event event;
    EXPECT_TRUE(fails_with(10038, WSAEventSelect(closed_socket(), event, FD_READ)));
    EXPECT_TRUE(fails_with(10038, WSAEventSelect(INVALID_SOCKET, event, FD_READ)));
    EXPECT_TRUE(fails_with(10038, WSAEventSelect(closed_socket(), event, 0)));
}

TEST(Selection, ASecondSelectionMovesTheSocketAndTheOldEventGoesQuiet) {
    RULE("Facts: Selection: one association per socket: a second call moves it");
    const Event old, current;
    const Pair pair;
    select_and_take(pair.server, old, FD_READ);
    select(pair.server, current, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(current));
    EXPECT_TRUE(stays_quiet(old));
    EXPECT_EQ(FD_READ, bits(pair.server, current));
}

TEST(Selection, ASecondSelectionReplacesTheMask) {
    RULE("4. WSAEventSelect replaces event and mask");
    const Event event;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    select(pair.server, event, FD_CLOSE);
    send_text(pair.client, "x");
    EXPECT_TRUE(bytes_arrive(pair.server, 1));
    EXPECT_TRUE(stays_quiet(event));
}

TEST(Selection, APendingRecordSetsTheNewEventAndLeavesTheOldOne) {
    RULE("Facts: Selection: a pending record sets the new event; the old one stays as it was");
    const Event old, current;
    const Pair pair;
    select_and_take(pair.server, old, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(old));
    select(pair.server, current, FD_READ);
    EXPECT_TRUE(is_signalled(current));
    EXPECT_TRUE(is_signalled(old));
    EXPECT_EQ(FD_READ, bits(pair.server, current));
    EXPECT_TRUE(is_signalled(old)) << "Enum resets the event that it is given, no other";
}

TEST(Selection, APendingRecordOutsideTheNewMaskIsQuietAndStays) {
    RULE("4. WSAEventSelect sets the event if active & mask. It does not clear the record");
    const Event first, second, third;
    const Pair pair;
    select_and_take(pair.server, first, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(first));
    select(pair.server, second, FD_CLOSE);
    EXPECT_TRUE(stays_quiet(second));
    EXPECT_EQ(0, bits(pair.server, second));
    select(pair.server, third, FD_READ);
    EXPECT_TRUE(is_signalled(third));
    EXPECT_EQ(FD_READ, bits(pair.server, third));
}

TEST(Selection, DoesNotResetAnEvent) {
    RULE("4. WSAEventSelect does not reset an event");
    const Event event;
    const Pair pair;
    EXPECT_TRUE(WSASetEvent(event));
    select(pair.server, event, FD_READ);
    EXPECT_TRUE(is_signalled(event));
    EXPECT_EQ(0, WSAEventSelect(pair.server, event, 0));
    EXPECT_TRUE(is_signalled(event));
}

TEST(Selection, DoesNotReportAgainWhatWasEnumerated) {
    RULE("Sources disagree: WSAEventSelect after the bit was enumerated: not reported again");
    const Event event, other;
    const Pair pair;
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "x");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, event));
    // One byte is unread, but nothing has arrived.
    for (const WSAEVENT selected : {static_cast<WSAEVENT>(event), static_cast<WSAEVENT>(other)}) {
        select(pair.server, selected, FD_READ);
        const bool told_again = !stays_quiet(selected);
        expect_as_listed(Difference::selection_reports_again, 0, told_again);
        EXPECT_EQ(told_again ? FD_READ : 0, bits(pair.server, selected));
    }
}

TEST(Selection, TheFirstSelectionOfAConnectedSocketReportsFD_WRITEOnce) {
    RULE("Facts: FD_WRITE: once at the first selection of a connected socket");
    const Event event;
    const Pair pair;
    for (const SOCKET s : {static_cast<SOCKET>(pair.client), static_cast<SOCKET>(pair.server)}) {
        select(s, event, FD_WRITE);
        EXPECT_TRUE(arrives(event));
        EXPECT_EQ(FD_WRITE, bits(s, event));
        select(s, event, FD_WRITE);
        EXPECT_TRUE(stays_quiet(event)) << "never because of a second selection";
    }
}

TEST(Selection, AClosedEventStillCountsForTheSocketAndNotForItsNewOwner) {
    RULE("Facts: WSACloseEvent while selected: recording goes on");
    const Pair pair;
    const WSAEVENT old = WSACreateEvent();
    select_and_take(pair.server, old, FD_READ);
    ASSERT_TRUE(WSACloseEvent(old));
    std::vector<WSAEVENT> events;
    while (events.size() < 4096 && (events.empty() || events.back() != old))
        events.push_back(WSACreateEvent());
    ASSERT_EQ(old, events.back());

    send_text(pair.client, "x");
    EXPECT_TRUE(bytes_arrive(pair.server, 1));
    EXPECT_TRUE(stays_quiet(events.back())) << "the same value, but not connected to the socket";
    const Event current;
    select(pair.server, current, FD_READ);
    EXPECT_TRUE(arrives(current));
    EXPECT_EQ(FD_READ, bits(pair.server, current));
    for (const WSAEVENT event : events) EXPECT_TRUE(WSACloseEvent(event));
}

TEST(Selection, WhatHadArrivedIsSeenByTheNextWaitThatDoesNotBlock) {
    RULE("4. WSAEventSelect sets the event if active & mask");
    const Pair pair;
    const Event event;
    EXPECT_FALSE(is_signalled(event));
    send_text(pair.client, "x");
    EXPECT_TRUE(bytes_arrive(pair.server, 1));
    select(pair.server, event, FD_READ);
    EXPECT_TRUE(is_signalled(event));
}
