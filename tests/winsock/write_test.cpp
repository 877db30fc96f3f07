// send and FD_WRITE: rule 3 and the facts "FD_WRITE".
#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

constexpr size_t chunk = 50'000;

/// Sends chunks of a pattern until it would block. The number of bytes taken.
size_t fill(SOCKET s, size_t start = 0, size_t size = chunk) {
    size_t total = 0;
    for (;;) {
        const std::string text = pattern(size, start + total);
        const int sent = send(s, text.data(), static_cast<int>(size), 0);
        if (sent == SOCKET_ERROR) {
            EXPECT_EQ(10035, WSAGetLastError());
            return total;
        }
        total += static_cast<size_t>(sent);
    }
}

/// Receives `size` bytes at one end while this thread waits for the event of the other, as a server
/// does that has more to send. The event is not enumerated.
std::string drain(const Pair& pair, size_t size, WSAEVENT event) {
    make_nonblocking(pair.server);
    std::string text;
    eventually([&] {
        char buffer[65'536];
        const int count = recv(pair.server, buffer, sizeof(buffer), 0);
        if (count > 0) text.append(buffer, static_cast<size_t>(count));
        if (count < 0) WSAWaitForMultipleEvents(1, &event, FALSE, 1, FALSE);
        return text.size() >= size;
    });
    return text;
}

/// A pair whose client tells `event` about FD_WRITE; the first FD_WRITE has been taken.
struct Writing : Pair {
    Event event;
    Writing() { select_and_take(client, event, FD_WRITE); }
};

}  // namespace

TEST(Send, Tutorial) {
    RULE("3. send");
    // FD_WRITE comes once, on connecting: send whatever there is to send.
    const Pair pair;
    const Event event;
    select(pair.client, event, FD_WRITE);
    ASSERT_TRUE(arrives(event));
    ASSERT_EQ(FD_WRITE, bits(pair.client, event));

    // While send succeeds, no FD_WRITE follows. There is room, and nobody says so.
    send_text(pair.client, "hello");
    EXPECT_TRUE(stays_quiet(event));

    // Some time send says 10035: nobody reads at the other end.
    const size_t sent = 5 + fill(pair.client, 5);
    EXPECT_TRUE(stays_quiet(event));

    // Once the peer has read, FD_WRITE comes: the time to go on.
    EXPECT_EQ("hello" + pattern(sent - 5, 5), drain(pair, sent, event));
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_WRITE, bits(pair.client, event));
    send_text(pair.client, "bye");
    EXPECT_EQ("bye", receive(pair.server, 3));
}

TEST(SendRule3, SuccessChangesNothing) {
    RULE("3. send: success changes nothing");
    const Pair pair;
    const Event event;
    wait_until_recorded(pair.client, event, FD_WRITE);
    send_text(pair.client, "x");
    select(pair.client, event, FD_WRITE);
    EXPECT_EQ(FD_WRITE, bits(pair.client, event)) << "the recorded FD_WRITE is still there";
    send_text(pair.client, "x");
    EXPECT_TRUE(stays_quiet(event)) << "and no other has come";
}

TEST(SendRule3, WOULDBLOCKTakesFD_WRITEOutOfTheRecord) {
    RULE("3. send: WSAEWOULDBLOCK clears FD_WRITE");
    const Pair pair;
    const Event event;
    wait_until_recorded(pair.client, event, FD_WRITE);
    const size_t sent = fill(pair.client);
    select(pair.client, event, FD_WRITE);
    EXPECT_EQ(0, bits(pair.client, event));
    EXPECT_EQ(sent, drain(pair, sent, event).size());
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_WRITE, bits(pair.client, event));
}

TEST(SendRule3, WOULDBLOCKArmsExactlyOneFD_WRITE) {
    RULE("3. send: WSAEWOULDBLOCK arms exactly one later FD_WRITE arrival");
    const Writing writing;
    size_t sent = fill(writing.client);
    sent += fill(writing.client, sent, 1);  // until not even one byte is taken
    EXPECT_TRUE(stays_quiet(writing.event));
    EXPECT_EQ(sent, drain(writing, sent, writing.event).size());
    EXPECT_TRUE(arrives(writing.event));
    EXPECT_EQ(FD_WRITE, bits(writing.client, writing.event));
    EXPECT_TRUE(stays_quiet(writing.event)) << "several refusals, one FD_WRITE";
}

TEST(SendRule3, EachRefusalArmsTheNextOne) {
    RULE("Facts: FD_WRITE: then once after a send failed with WSAEWOULDBLOCK and space came back");
    const Writing writing;
    size_t total = 0;
    for (int round = 0; round < 3; ++round) {
        const size_t sent = fill(writing.client, total);
        EXPECT_EQ(pattern(sent, total), drain(writing, sent, writing.event));
        total += sent;
        EXPECT_TRUE(arrives(writing.event));
        EXPECT_EQ(FD_WRITE, bits(writing.client, writing.event));
    }
}

TEST(SendFacts, FD_WRITENeverComesAfterASuccessfulSend) {
    RULE("Facts: FD_WRITE: never after a successful send");
    const Writing writing;
    for (int i = 0; i < 10; ++i) {
        send_text(writing.client, "0123456789");
        EXPECT_EQ("0123456789", receive(writing.server, 10));
    }
    EXPECT_TRUE(stays_quiet(writing.event));
}

TEST(SendFacts, FD_WRITENeverComesBecauseOfASecondSelection) {
    RULE("Facts: FD_WRITE: never because of a second selection");
    const Writing writing;
    const Event other;
    select(writing.client, other, FD_WRITE | FD_READ);
    EXPECT_TRUE(stays_quiet(other));
    EXPECT_EQ(0, WSAEventSelect(writing.client, nullptr, 0));
    select(writing.client, other, FD_WRITE);
    EXPECT_TRUE(stays_quiet(other));
}

TEST(SendFacts, ANonblockingSendTakesAllOrNothing) {
    RULE("Sources disagree: nonblocking send larger than the space: all or nothing");
    const Writing writing;
    // Each block is larger than what any system has room for in one piece after the first ones.
    const size_t block = 1'000'000;
    const size_t sent = fill(writing.client, 0, block);
    EXPECT_GT(sent, 0U);
    const bool in_whole_blocks = sent % block == 0;
    expect_as_listed(Difference::send_takes_all_or_nothing, 1, in_whole_blocks);
    Thread reader([&] { EXPECT_EQ(pattern(sent), receive(writing.server, sent)); });
    EXPECT_TRUE(arrives(writing.event));
    reader.join();
    EXPECT_EQ(FD_WRITE, bits(writing.client, writing.event));
    EXPECT_EQ(0U, bytes_waiting(writing.server)) << "nothing of the refused block has been sent";
}

TEST(SendFacts, ABlockingSendReturnsWhenAllOfItIsTaken) {
    RULE("3. send (blocking: nothing selected)");
    const Pair pair;
    const std::string text = pattern(5'000'000);
    Thread reader([&] { EXPECT_EQ(text, receive(pair.server, text.size())); });
    send_text(pair.client, text);
    reader.join();
}

TEST(SendFacts, WhatWasSentArrivesThoughTheSocketIsClosedAtOnce) {
    RULE("8. closesocket (what was sent still goes out)");
    Pair pair;
    const Event event;
    select_and_take(pair.client, event, FD_WRITE);
    const size_t sent = fill(pair.client, 0, 1'000'000);
    pair.client.close();
    make_nonblocking(pair.server);
    const std::string received = receive_to_end(pair.server);
    EXPECT_EQ(sent, received.size());
    EXPECT_EQ(pattern(sent), received);
}

TEST(SendFacts, WhatWasSentArrivesThoughTheSenderNeverWaitsAgain) {
    RULE("3. send: success means that the bytes are on their way");
    const Writing writing;
    const size_t sent = fill(writing.client, 0, 1'000'000);
    make_nonblocking(writing.server);
    EXPECT_EQ(sent, receive(writing.server, sent).size()) << "recv only, no wait, no enumeration";
}

TEST(SendFacts, ABlockingRecvElsewhereDoesNotHoldUpWhatWasSent) {
    RULE("3. send: success means that the bytes are on their way");
    const Writing writing;
    const size_t sent = fill(writing.client, 0, 1'000'000);
    EXPECT_EQ(sent, receive(writing.server, sent).size());
}

TEST(SendFacts, WSASendGathersItsBuffers) {
    RULE("3. send (WSASend is the same with several buffers)");
    const Pair pair;
    char first[] = "abc", second[] = "", third[] = "defg";
    WSABUF buffers[] = {{3, first}, {0, second}, {4, third}};
    DWORD sent = 0;
    EXPECT_EQ(0, WSASend(pair.client, buffers, 3, &sent, 0, nullptr, nullptr));
    EXPECT_EQ(7U, sent);
    EXPECT_EQ("abcdefg", receive(pair.server, 7));
}

TEST(SendFacts, WSASendThatWouldBlockArmsFD_WRITEToo) {
    RULE("3. send (WSASend is the same with several buffers)");
    const Writing writing;
    size_t sent = fill(writing.client);
    sent += fill(writing.client, sent, 1);
    char byte = 0;
    WSABUF buffer{1, &byte};
    DWORD taken = 0;
    EXPECT_TRUE(
        fails_with(10035, WSASend(writing.client, &buffer, 1, &taken, 0, nullptr, nullptr)));
    EXPECT_EQ(pattern(sent), drain(writing, sent, writing.event));
    EXPECT_TRUE(arrives(writing.event));
    EXPECT_EQ(FD_WRITE, bits(writing.client, writing.event));
}

TEST(SendFacts, NothingCanBeSentTooAndMeansNothing) {
    RULE("3. send");
    const Pair pair;
    EXPECT_EQ(0, send(pair.client, "", 0, 0));
    send_text(pair.client, "x");
    EXPECT_EQ("x", receive_once(pair.server));
}

TEST(SendFacts, AnUnconnectedSocketIsError10057) {
    RULE("Facts: unconnected send: 10057");
    const Socket idle = stream_socket(), listener = listening_socket();
    for (const SOCKET s : {static_cast<SOCKET>(idle), static_cast<SOCKET>(listener)}) {
        make_nonblocking(s);  // some would wait for a connection
        EXPECT_EQ(SOCKET_ERROR, send(s, "x", 1, 0));
        expect_as_listed(Difference::unconnected_send, 10057, WSAGetLastError());
    }
}

TEST(SendFacts, AfterSD_SENDItIsError10058) {
    RULE("Facts: Half close: send after SD_SEND: 10058");
    const Pair pair;
    EXPECT_EQ(0, shutdown(pair.client, SD_SEND));
    EXPECT_TRUE(fails_with(10058, send(pair.client, "x", 1, 0)));
    EXPECT_TRUE(fails_with(10058, send(pair.client, "x", 1, 0)));
}

TEST(SendFacts, ToAClosedPeerTheFirstSucceedsAndALaterOneIsError10054) {
    RULE("Facts: first send to a closed peer succeeds, the next fails 10054");
    Pair pair;
    const Event event;
    select_and_take(pair.client, event, FD_CLOSE);
    pair.server.close();
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_CLOSE, bits(pair.client, event));
    send_text(pair.client, "x");
    // The next: once the peer's RST is back, which takes its time.
    int error = 0;
    EXPECT_TRUE(eventually([&] {
        if (send(pair.client, "x", 1, 0) != SOCKET_ERROR) return false;
        error = WSAGetLastError();
        return true;
    }));
    EXPECT_EQ(10054, error);
}
