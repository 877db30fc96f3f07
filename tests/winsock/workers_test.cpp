// Sockets and events between threads: waking a worker, handing a socket over.
#include <atomic>

#include "contract.h"

using namespace contract;

namespace {

/// A worker thread as servers have it: it echoes for the socket that it was handed, until the peer
/// closes or the stop event is signalled.
class Worker {
public:
    Worker() : thread_([this] { serve(); }) {}
    ~Worker() {
        EXPECT_TRUE(WSASetEvent(stop_));
        thread_.join();
    }

    /// The socket is selected by the caller; the worker, which waits already, hears of it at once.
    void hand_over(SOCKET s) {
        socket_ = s;
        select(s, readable_, FD_READ | FD_CLOSE);
    }

private:
    void serve() {
        const WSAEVENT events[] = {stop_, readable_};
        while (WSAWaitForMultipleEvents(2, events, FALSE, deadline, FALSE) == 1) {
            const long news = bits(socket_, readable_);
            if (news & FD_READ) send_text(socket_, receive_once(socket_));
            if (news & FD_CLOSE) return;
        }
    }

    Event stop_, readable_;
    std::atomic<SOCKET> socket_{INVALID_SOCKET};
    Thread thread_;
};

}  // namespace

TEST(Workers, Tutorial) {
    RULE("Facts: Wait; 4. WSAEventSelect");
    // A thread sleeps in a wait for its own events. Another one wakes it with WSASetEvent, ...
    const Event stop;
    DWORD answer = wait_failed;
    Thread worker([&] {
        const WSAEVENT array[] = {stop};
        answer = WSAWaitForMultipleEvents(1, array, FALSE, WSA_INFINITE, FALSE);
    });
    EXPECT_TRUE(WSASetEvent(stop));
    worker.join();
    EXPECT_EQ(signalled_first, answer);
    // ... which is how a server's threads are told to stop, or that there is work for them.
}

TEST(Workers, AWaitingThreadHearsOfASocketThatIsSelectedMeanwhile) {
    RULE("4. WSAEventSelect; 1. Arrival: set the event");
    const Pair pair;
    Worker worker;
    Sleep(10);  // it waits by now, probably; the case holds in any order
    worker.hand_over(pair.server);
    send_text(pair.client, "hello");
    EXPECT_EQ("hello", receive(pair.client, 5));
    send_text(pair.client, "again");
    EXPECT_EQ("again", receive(pair.client, 5));
}

TEST(Workers, WhatCameBeforeTheHandOverIsNotLost) {
    RULE("4. WSAEventSelect sets the event if active & mask");
    const Pair pair;
    send_text(pair.client, "early");
    EXPECT_TRUE(bytes_arrive(pair.server, 5));
    Worker worker;
    worker.hand_over(pair.server);
    EXPECT_EQ("early", receive(pair.client, 5));
}

TEST(Workers, AnAcceptingThreadHandsItsSocketsToAnother) {
    RULE("6. accept; 4. WSAEventSelect");
    const Event event;
    const Socket listener = listening_socket();
    select(listener, event, FD_ACCEPT | FD_READ | FD_CLOSE);
    const Socket client = client_of(listener);
    send_text(client, "before accept");
    ASSERT_TRUE(arrives(event));
    ASSERT_EQ(FD_ACCEPT, bits(listener, event));
    const Socket server = accept_from(listener);
    Worker worker;
    worker.hand_over(server);
    EXPECT_EQ("before accept", receive(client, 13));
    send_text(client, "after");
    EXPECT_EQ("after", receive(client, 5));
}

TEST(Workers, WhatOneThreadEnumeratedIsNotNewsForAnother) {
    RULE("4. WSAEventSelect does not look at levels again; nor does a wait");
    const Pair pair;
    const Event event, elsewhere;
    select_and_take(pair.server, event, FD_READ);
    send_text(pair.client, "unread");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_READ, bits(pair.server, event));
    EXPECT_FALSE(is_signalled(elsewhere)) << "this thread turns to something else";
    bool quiet = false;
    Thread other([&] { quiet = stays_quiet(event); });
    other.join();
    EXPECT_TRUE(quiet);

    // Nor is what a recv has left, once that has been enumerated.
    EXPECT_EQ("un", receive_once(pair.server, 2));
    EXPECT_EQ(FD_READ, collect(pair.server, event, FD_READ));
    EXPECT_FALSE(is_signalled(elsewhere));
    Thread third([&] { quiet = stays_quiet(event); });
    third.join();
    EXPECT_TRUE(quiet);
    EXPECT_EQ("read", receive_once(pair.server));
}

TEST(Workers, AnEventThatIsResetElsewhereDoesNotWakeAnybodyLater) {
    RULE("Facts: Events");
    const Event event;
    EXPECT_TRUE(WSASetEvent(event));
    Thread other([&] { EXPECT_TRUE(WSAResetEvent(event)); });
    other.join();
    EXPECT_TRUE(stays_quiet(event));
}

TEST(Workers, OneThreadSelectsAnotherClosesAndTheWaitGoesOn) {
    RULE("8. closesocket: its own event is not signalled");
    Pair pair;
    const Event event;
    select_and_take(pair.server, event, FD_READ | FD_CLOSE);
    DWORD answer = wait_failed;
    Thread waiting([&] {
        const WSAEVENT array[] = {event};
        answer = WSAWaitForMultipleEvents(1, array, FALSE, quiet_time, FALSE);
    });
    pair.server.close();
    waiting.join();
    EXPECT_EQ(timed_out, answer);
}

TEST(Workers, TwoThreadsServeTwoSocketsWithoutDisturbingEachOther) {
    RULE("1. Arrival: if the bit is in the mask, set the event");
    const Pair one, two;
    Worker first, second;
    first.hand_over(one.server);
    second.hand_over(two.server);
    for (int round = 0; round < 50; ++round) {
        const std::string text = std::to_string(round);
        send_text(one.client, "1:" + text);
        send_text(two.client, "2:" + text);
        EXPECT_EQ("1:" + text, receive(one.client, text.size() + 2));
        EXPECT_EQ("2:" + text, receive(two.client, text.size() + 2));
    }
}
