// Calls that wait, and threads that sleep: what happens meanwhile, and who is told.
#include <atomic>
#include <memory>

#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

void make_blocking(SOCKET s) {
    u_long off = 0;
    EXPECT_EQ(0, ioctlsocket(s, FIONBIO, &off));
}

/// Selects and cancels, so that somebody watches the socket, and makes it blocking again.
void watch_without_selection(SOCKET s, WSAEVENT event, long mask) {
    select_and_take(s, event, mask);
    select(s, event, 0);
    make_blocking(s);
}

}  // namespace

TEST(Blocking, Tutorial) {
    RULE("2. recv (blocking: nothing selected)");
    // A socket that was selected can be made blocking again, once the selection is cancelled.
    const Pair pair;
    const Event event;
    watch_without_selection(pair.server, event, FD_READ | FD_CLOSE);
    Thread client([&] { send_text(pair.client, "hello"); });
    EXPECT_EQ("hello", receive_once(pair.server));
    client.join();
}

TEST(Blocking, ARecvThatWaitedLeavesNothingInTheRecord) {
    RULE("2. recv: clear FD_READ, do the work; if bytes are left, record it again");
    const Pair pair;
    const Event event;
    watch_without_selection(pair.server, event, FD_READ);
    Thread client([&] { send_text(pair.client, "x"); });
    EXPECT_EQ("x", receive_once(pair.server));
    client.join();
    select(pair.server, event, FD_READ);
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ(0, bits(pair.server, event));
}

TEST(Blocking, ARecvThatWaitedRecordsWhatItLeaves) {
    RULE("2. recv: if bytes are left, record it again before returning");
    const Pair pair;
    const Event event;
    watch_without_selection(pair.server, event, FD_READ);
    Thread client([&] { send_text(pair.client, "xy"); });
    EXPECT_EQ("x", receive_once(pair.server, 1));
    client.join();
    select(pair.server, event, FD_READ);
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, event));
}

TEST(Blocking, AnAcceptThatWaitedLeavesNothingInTheRecord) {
    RULE("2. accept (blocking: nothing selected)");
    const Socket listener = listening_socket();
    const Event event;
    watch_without_selection(listener, event, FD_ACCEPT);
    const sockaddr_in where = name_of(listener);
    const Socket client = stream_socket();
    Thread other([&] { EXPECT_EQ(0, connect_to(client, where)); });
    const Socket taken(accept(listener, nullptr, nullptr));
    EXPECT_NE(INVALID_SOCKET, static_cast<SOCKET>(taken));
    other.join();
    select(listener, event, FD_ACCEPT);
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ(0, bits(listener, event));
}

TEST(Blocking, BehindAPartOfWhatMSG_WAITALLWantsAResetIsStillAReset) {
    RULE("Facts: recv after RST: 10054");
    Pair pair;
    Thread client([&] {
        send_text(pair.client, "half!");
        reset(pair.client);
    });
    char buffer[10];
    recv(pair.server, buffer, sizeof buffer, MSG_WAITALL);  // the half, or the reset already
    client.join();
    int received = 0;
    do {
        received = recv(pair.server, buffer, sizeof buffer, 0);
    } while (received > 0);
    expect_as_listed(Difference::recv_after_reset, 10054, received < 0 ? WSAGetLastError() : 0);
}

TEST(Sleepers, AreLetGoByAManualResetEventThoughItIsResetAtOnce) {
    RULE("Facts: Wait: WSASetEvent lets everybody go who waits at that moment");
    const Event event, done;
    DWORD answer = wait_failed;
    Thread sleeper([&] {
        const WSAEVENT array[] = {event};
        answer = WSAWaitForMultipleEvents(1, array, FALSE, deadline, FALSE);
        EXPECT_TRUE(WSASetEvent(done));
    });
    // The first of these that it sleeps through wakes it.
    EXPECT_TRUE(eventually([&] {
        EXPECT_TRUE(WSASetEvent(event));
        EXPECT_TRUE(WSAResetEvent(event));
        const WSAEVENT array[] = {done};
        return WSAWaitForMultipleEvents(1, array, FALSE, 10, FALSE) == signalled_first;
    }));
    sleeper.join();
    EXPECT_EQ(signalled_first, answer);
}

TEST(Sleepers, WhatLetThemGoOnceIsNoSignalForTheNextWait) {
    RULE("Facts: Wait; Events: manual-reset");
    const Event event, done;
    DWORD second = wait_failed;
    Thread sleeper([&] {
        const WSAEVENT array[] = {event};
        WSAWaitForMultipleEvents(1, array, FALSE, deadline, FALSE);
        EXPECT_TRUE(WSAResetEvent(event));
        second = WSAWaitForMultipleEvents(1, array, FALSE, 0, FALSE);
        EXPECT_TRUE(WSASetEvent(done));
    });
    EXPECT_TRUE(WSASetEvent(event));
    EXPECT_TRUE(arrives(done));
    sleeper.join();
    EXPECT_EQ(timed_out, second);
}

TEST(Sleepers, TwoThatServeOneSocketMissNothing) {
    RULE("1. Arrival; 2. recv");
    const Pair pair;
    const Event event, stop;
    select_and_take(pair.server, event, FD_READ);
    constexpr int messages = 300;
    std::atomic<int> received{0};
    const auto serve = [&] {
        const WSAEVENT array[] = {stop, event};
        while (WSAWaitForMultipleEvents(2, array, FALSE, deadline, FALSE) == 1) {
            bits(pair.server, event);
            char byte = 0;
            while (recv(pair.server, &byte, 1, 0) == 1) ++received;
        }
    };
    Thread one(serve), two(serve);
    for (int sent = 1; sent <= messages; ++sent) {
        send_text(pair.client, "x");
        ASSERT_TRUE(eventually([&] { return received == sent; })) << "deaf behind " << received;
    }
    EXPECT_TRUE(WSASetEvent(stop));
    one.join();
    two.join();
}

TEST(Blocking, SD_RECEIVEWhileASendWaitsIsNotThePeersFIN) {
    RULE("7. A FIN is one FD_CLOSE arrival; facts: Half close: SD_RECEIVE is no FIN");
    const Pair pair;
    const Event event;
    const std::string much = pattern(8'000'000);
    Thread sender([&] { send_text(pair.server, much); });
    EXPECT_TRUE(eventually([&] { return bytes_waiting(pair.client) > 0; }));
    EXPECT_EQ(0, shutdown(pair.server, SD_RECEIVE));
    EXPECT_EQ(much, receive(pair.client, much.size()));
    sender.join();
    select(pair.server, event, FD_READ | FD_CLOSE);
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ(0, bits(pair.server, event));
}

TEST(Blocking, WhatMSG_WAITALLHasCollectedIsGivenToACallThatClosesocketEnds) {
    RULE("Microsoft, recv: MSG_WAITALL: the request completes when the connection is closed");
    Pair pair;
    char buffer[10] = {};
    int received = 0;
    send_text(pair.client, "half!");
    EXPECT_TRUE(bytes_arrive(pair.server, 5));
    Thread reader([&] { received = recv(pair.server, buffer, sizeof buffer, MSG_WAITALL); });
    EXPECT_TRUE(eventually([&] { return bytes_waiting(pair.server) == 0; }));
    pair.server.close();
    reader.join();
    ASSERT_EQ(5, received);
    EXPECT_EQ("half!", std::string(buffer, 5));
}

namespace {

/// A socket's event, a thread that has waited for it and is busy with something else by now, and
/// one that goes on to wait for it.
class BusyAndSleeping {
public:
    BusyAndSleeping(SOCKET s, long mask) {
        InitializeCriticalSection(&busy_);
        EnterCriticalSection(&busy_);
        select(s, event_, mask);
        first_ = std::make_unique<Thread>([this] {
            EXPECT_FALSE(is_signalled(event_));
            EXPECT_TRUE(WSASetEvent(first_asked_));
            EnterCriticalSection(&busy_);
            LeaveCriticalSection(&busy_);
        });
        EXPECT_TRUE(arrives(first_asked_));
        second_ = std::make_unique<Thread>([this] {
            EXPECT_FALSE(is_signalled(event_));
            EXPECT_TRUE(WSASetEvent(second_asked_));
            is_told_ = arrives(event_);
        });
        EXPECT_TRUE(arrives(second_asked_));
    }

    /// Whether the second thread has heard of something, before the first one looks again.
    bool is_told() {
        second_->join();
        LeaveCriticalSection(&busy_);
        first_->join();
        DeleteCriticalSection(&busy_);
        return is_told_;
    }

private:
    const Event event_, first_asked_, second_asked_;
    CRITICAL_SECTION busy_;
    bool is_told_ = false;
    std::unique_ptr<Thread> first_, second_;
};

}  // namespace

TEST(Sleepers, HearOfASocketThatListensOnlyNow) {
    RULE("1. Arrival: if the bit is in the mask, set the event: whoever waits for it");
    const Socket listener = bound_socket();
    BusyAndSleeping threads(listener, FD_ACCEPT);
    EXPECT_EQ(0, listen(listener, 5));
    const Socket client = client_of(listener);
    EXPECT_TRUE(threads.is_told());
}

TEST(Sleepers, HearOfASocketThatConnectsOnlyNow) {
    RULE("1. Arrival: if the bit is in the mask, set the event: whoever waits for it");
    const Socket listener = listening_socket(), client = stream_socket();
    BusyAndSleeping threads(client, FD_READ);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(listener))));
    const Socket server = accept_from(listener);
    send_text(server, "x");
    EXPECT_TRUE(threads.is_told());
}

TEST(Sleepers, AreToldOfOneArrivalOnce) {
    RULE("1. Arrival: one is told once; 5. Enum clears it");
    const Pair pair;
    const Event event, stop;
    select_and_take(pair.server, event, FD_READ);
    std::atomic<int> told{0};
    const auto serve = [&] {
        const WSAEVENT array[] = {stop, event};
        while (WSAWaitForMultipleEvents(2, array, FALSE, deadline, FALSE) == 1) {
            if (bits(pair.server, event) & FD_READ) ++told;
        }
    };
    Thread one(serve), two(serve);
    for (int sent = 1; sent <= 100; ++sent) {
        send_text(pair.client, "x");
        ASSERT_TRUE(eventually([&] { return told >= sent; }));
        Sleep(1);
        ASSERT_EQ(sent, told);
        EXPECT_EQ("x", receive_once(pair.server));
    }
    EXPECT_TRUE(WSASetEvent(stop));
    one.join();
    two.join();
}
