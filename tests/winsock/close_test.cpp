// FIN, RST and half close: rule 7.
#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

/// A pair whose server tells `event` about FD_READ and FD_CLOSE.
struct Watching : Pair {
    Event event;
    Watching() { select_and_take(server, event, FD_READ | FD_CLOSE); }
};

bool close_comes_at_once() { return as_listed(Difference::close_comes_before_unread_data, 1) != 0; }

/// What a call returned, or its error as a negative number.
int or_error(int result) { return result == SOCKET_ERROR ? -WSAGetLastError() : result; }

}  // namespace

TEST(Close, Tutorial) {
    RULE("7. FIN");
    // The client says its last words and closes.
    Watching watching;
    send_text(watching.client, "bye");
    watching.client.close();

    // The server hears of both. They may come together or one after the other.
    const long news = collect(watching.server, watching.event, FD_READ);
    EXPECT_EQ("bye", receive_once(watching.server));
    if (!(news & FD_CLOSE)) {
        EXPECT_EQ(FD_CLOSE, collect(watching.server, watching.event, FD_CLOSE));
    }
    EXPECT_EQ("", receive_once(watching.server)) << "0: this is the end";
}

TEST(FinRule7, IsFD_CLOSEWithStatus0AndNeverFD_READ) {
    RULE("7. FIN: one FD_CLOSE arrival, status 0; never FD_READ");
    Watching watching;
    watching.client.close();
    ASSERT_TRUE(arrives(watching.event));
    const WSANETWORKEVENTS events = enumerate(watching.server, watching.event);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents);
    EXPECT_EQ(0, events.iErrorCode[FD_CLOSE_BIT]);
}

TEST(FinRule7, ComesAtOnceThoughDataIsUnread) {
    RULE("Sources disagree: FD_CLOSE while data is unread: at once, once");
    Watching watching;
    send_text(watching.client, "unread");
    ASSERT_TRUE(arrives(watching.event));
    ASSERT_EQ(FD_READ, bits(watching.server, watching.event));
    watching.client.close();
    const bool at_once =
        close_comes_at_once() ? arrives(watching.event) : !stays_quiet(watching.event);
    expect_as_listed(Difference::close_comes_before_unread_data, 1, at_once);
    EXPECT_EQ(at_once ? FD_CLOSE : 0, bits(watching.server, watching.event));
    EXPECT_EQ("unread", receive_once(watching.server));
    if (!at_once) {
        EXPECT_EQ(FD_CLOSE, collect(watching.server, watching.event, FD_CLOSE));
    }
    EXPECT_EQ("", receive_once(watching.server));
    EXPECT_TRUE(stays_quiet(watching.event)) << "once";
}

TEST(FinRule7, NeverComesAgain) {
    RULE("7. FIN: one FD_CLOSE arrival; never again");
    Watching watching;
    watching.client.close();
    EXPECT_TRUE(arrives(watching.event));
    EXPECT_EQ(FD_CLOSE, bits(watching.server, watching.event));
    for (int turn = 0; turn < 3; ++turn) EXPECT_EQ("", receive_once(watching.server));
    EXPECT_TRUE(stays_quiet(watching.event)) << "recv does not record it again";
    select(watching.server, watching.event, FD_READ | FD_CLOSE);
    EXPECT_TRUE(stays_quiet(watching.event)) << "a selection does not either";
    EXPECT_EQ(0, bits(watching.server, watching.event));
}

TEST(FinRule7, BehindUnreadDataAPartialRecvRecordsOnlyTheRead) {
    RULE("2. recv; 7. FIN");
    Watching watching;
    send_text(watching.client, "ab");
    watching.client.close();
    const bool at_once = close_comes_at_once();
    const long first = at_once ? FD_READ | FD_CLOSE : FD_READ;
    EXPECT_EQ(first, collect(watching.server, watching.event, first));
    EXPECT_EQ("a", receive_once(watching.server, 1));
    EXPECT_TRUE(arrives(watching.event));
    EXPECT_EQ(FD_READ, bits(watching.server, watching.event));
    EXPECT_EQ("b", receive_once(watching.server, 1));
    if (!at_once) collect(watching.server, watching.event, FD_CLOSE);
    EXPECT_TRUE(stays_quiet(watching.event)) << "only the FIN is left: neither READ nor CLOSE";
}

TEST(FinRule7, UnselectedItIsRecordedAndReportedWhenSelected) {
    RULE("1. Arrival: FIN; whether or not the bit is selected");
    Pair pair;
    const Event event;
    pair.client.close();
    EXPECT_EQ("", receive_to_end(pair.server)) << "a blocking recv: the FIN has come";
    select(pair.server, event, FD_READ);
    EXPECT_TRUE(stays_quiet(event));
    select(pair.server, event, FD_READ | FD_CLOSE);
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_CLOSE, bits(pair.server, event));
}

TEST(FinRule7, ReadAndCloseCanComeInOneEnum) {
    RULE("Defects: FD_READ / FD_CLOSE in an else-if chain: plain data + FIN suffices");
    Pair pair;
    const Event event;
    send_text(pair.client, "x");
    pair.client.close();
    wait_until_recorded(pair.server, event, close_comes_at_once() ? FD_CLOSE : FD_READ);
    select(pair.server, event, FD_READ | FD_CLOSE);
    EXPECT_TRUE(is_signalled(event));
    const long together = bits(pair.server, event);
    expect_as_listed(Difference::close_comes_before_unread_data, 1, together & FD_CLOSE ? 1 : 0);
    EXPECT_EQ(FD_READ, together & FD_READ);
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ("x", receive_once(pair.server));
}

TEST(RstRule7, IsFD_CLOSEWithAStatus) {
    RULE("Sources disagree: FD_CLOSE status after RST: 10053");
    Watching watching;
    reset(watching.client);
    ASSERT_TRUE(arrives(watching.event));
    const WSANETWORKEVENTS events = enumerate(watching.server, watching.event);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents & FD_CLOSE);
    expect_as_listed(Difference::close_status_after_reset, 10053, events.iErrorCode[FD_CLOSE_BIT]);
}

TEST(RstRule7, RecvIsError10054AndUnreadDataIsGone) {
    RULE("Sources disagree: recv after RST: 10054; unread data is gone");
    Watching watching;
    send_text(watching.client, "lost");
    ASSERT_TRUE(arrives(watching.event));
    ASSERT_EQ(FD_READ, bits(watching.server, watching.event));
    reset(watching.client);
    EXPECT_EQ(FD_CLOSE, collect(watching.server, watching.event, FD_CLOSE) & FD_CLOSE);
    char buffer[8];
    const int count = recv(watching.server, buffer, sizeof(buffer), 0);
    expect_as_listed(Difference::recv_of_unread_data_after_reset, -10054, or_error(count));
}

TEST(RstRule7, RecvWithNothingUnreadIsError10054) {
    RULE("7. RST: recv fails 10054");
    Watching watching;
    reset(watching.client);
    EXPECT_EQ(FD_CLOSE, collect(watching.server, watching.event, FD_CLOSE) & FD_CLOSE);
    char byte = 0;
    const int count = recv(watching.server, &byte, 1, 0);
    expect_as_listed(Difference::recv_after_reset, -10054, or_error(count));
}

TEST(RstRule7, ABlockingRecvIsWokenWithError10054) {
    RULE("7. RST: recv fails 10054 (blocking: nothing selected)");
    Pair pair;
    Thread other([&] {
        Sleep(20);
        reset(pair.client);
    });
    char byte = 0;
    const int count = recv(pair.server, &byte, 1, 0);
    expect_as_listed(Difference::blocking_recv_meets_reset, -10054, or_error(count));
    other.join();
}

TEST(RstRule7, IsReportedOnce) {
    RULE("7. RST: an FD_CLOSE arrival");
    Watching watching;
    reset(watching.client);
    EXPECT_EQ(FD_CLOSE, collect(watching.server, watching.event, FD_CLOSE) & FD_CLOSE);
    EXPECT_TRUE(stays_quiet(watching.event));
    char byte = 0;
    recv(watching.server, &byte, 1, 0);
    EXPECT_TRUE(stays_quiet(watching.event));
}

TEST(RstRule7, SendAfterItIsError10054) {
    RULE("Facts: first send to a closed peer succeeds, the next fails 10054");
    Watching watching;
    reset(watching.client);
    EXPECT_EQ(FD_CLOSE, collect(watching.server, watching.event, FD_CLOSE) & FD_CLOSE);
    EXPECT_TRUE(fails_with(10054, send(watching.server, "x", 1, 0)));
}

TEST(HalfClose, WhoReceivesTheFINMayStillSend) {
    RULE("Facts: Half close: whoever receives the FIN gets FD_CLOSE and may still send");
    Watching watching;
    const Event closer;
    select_and_take(watching.client, closer, FD_READ | FD_CLOSE);
    EXPECT_EQ(0, shutdown(watching.client, SD_SEND));
    EXPECT_TRUE(arrives(watching.event));
    EXPECT_EQ(FD_CLOSE, bits(watching.server, watching.event));
    EXPECT_TRUE(stays_quiet(closer)) << "the closer's own FIN is no news to it";

    send_text(watching.server, "answer");
    EXPECT_TRUE(arrives(closer));
    EXPECT_EQ(FD_READ, bits(watching.client, closer));
    EXPECT_EQ("answer", receive_once(watching.client));
}

TEST(HalfClose, TheCloserGetsFD_CLOSEWhenThePeerCloses) {
    RULE("Facts: Half close: the closer gets FD_CLOSE when the peer closes");
    Watching watching;
    const Event closer;
    select_and_take(watching.client, closer, FD_READ | FD_CLOSE);
    EXPECT_EQ(0, shutdown(watching.client, SD_SEND));
    EXPECT_TRUE(arrives(watching.event));
    watching.server.close();
    EXPECT_TRUE(arrives(closer));
    const WSANETWORKEVENTS events = enumerate(watching.client, closer);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents);
    EXPECT_EQ(0, events.iErrorCode[FD_CLOSE_BIT]);
    EXPECT_EQ("", receive_once(watching.client));
}

TEST(HalfClose, AnUnknownWayToShutDownIsError10022) {
    RULE("Facts: error numbers (shutdown: how is not valid)");
    const Pair pair;
    EXPECT_TRUE(fails_with(10022, shutdown(pair.client, 7)));
    EXPECT_EQ(0, shutdown(pair.client, SD_BOTH));
    EXPECT_TRUE(fails_with(10058, send(pair.client, "x", 1, 0)));
}

TEST(HalfClose, SD_RECEIVEIsNotThePeersFIN) {
    RULE("7. A FIN is one FD_CLOSE arrival; facts: Half close");
    const Pair pair;
    const Event event;
    select_and_take(pair.server, event, FD_READ | FD_CLOSE);
    EXPECT_EQ(0, shutdown(pair.server, SD_RECEIVE));
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ(0, bits(pair.server, event));
    EXPECT_EQ(0, shutdown(pair.client, SD_SEND));
    ASSERT_TRUE(arrives(event));
    EXPECT_EQ(FD_CLOSE, bits(pair.server, event));
}

TEST(HalfClose, DataThatComesAfterSD_RECEIVEResetsTheConnection) {
    RULE("Facts: Half close: data that comes after SD_RECEIVE, or waits then: a reset");
    const Pair pair;
    const Event event, closer;
    select_and_take(pair.server, event, FD_READ | FD_CLOSE);
    select_and_take(pair.client, closer, FD_READ | FD_CLOSE);
    EXPECT_EQ(0, shutdown(pair.server, SD_RECEIVE));
    send_text(pair.client, "nobody reads this");
    ASSERT_TRUE(arrives(event));
    const bool is_reset = bits(pair.server, event) == FD_CLOSE;  // and no FD_READ
    expect_as_listed(Difference::data_after_sd_receive_resets, 1, is_reset);
    if (!is_reset) return;
    ASSERT_TRUE(arrives(closer));
    const WSANETWORKEVENTS events = enumerate(pair.client, closer);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents);
    expect_as_listed(Difference::close_status_after_reset, 10053, events.iErrorCode[FD_CLOSE_BIT]);
    EXPECT_TRUE(fails_with(10054, send(pair.client, "x", 1, 0)));
    EXPECT_TRUE(fails_with(10053, send(pair.server, "x", 1, 0)));
}

TEST(HalfClose, SD_RECEIVEWhileDataIsUnreadResetsTheConnection) {
    RULE("Facts: Half close: data that comes after SD_RECEIVE, or waits then: a reset");
    const Pair pair;
    const Event event, closer;
    select_and_take(pair.server, event, FD_CLOSE);
    select_and_take(pair.client, closer, FD_CLOSE);
    send_text(pair.client, "nobody reads this");
    EXPECT_TRUE(bytes_arrive(pair.server, 17));
    EXPECT_EQ(0, shutdown(pair.server, SD_RECEIVE));
    const bool is_reset = !stays_quiet(event);
    expect_as_listed(Difference::data_after_sd_receive_resets, 1, is_reset);
    if (!is_reset) return;
    EXPECT_EQ(FD_CLOSE, bits(pair.server, event));
    ASSERT_TRUE(arrives(closer));
    const WSANETWORKEVENTS events = enumerate(pair.client, closer);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents);
    expect_as_listed(Difference::close_status_after_reset, 10053, events.iErrorCode[FD_CLOSE_BIT]);
    EXPECT_TRUE(fails_with(10053, send(pair.server, "x", 1, 0)));
}
