// recv and FD_READ: rule 2 and the facts "FD_READ".
#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

/// A connected pair whose server tells `event` about FD_READ, FD_OOB and FD_CLOSE.
struct Reading : Pair {
    Event event;
    Reading() { select_and_take(server, event, FD_READ | FD_OOB | FD_CLOSE); }

    /// Sends, and takes the arrival: the data waits, the record is empty, the event is reset.
    void send_and_enumerate(std::string_view text) {
        send_text(client, text);
        EXPECT_TRUE(arrives(event));
        EXPECT_EQ(FD_READ, bits(server, event));
        EXPECT_TRUE(bytes_arrive(server, static_cast<u_long>(text.size())));
    }

    /// More was sent, though recv has not been called since the last FD_READ was enumerated.
    void expect_signalled_again(u_long bytes_in_all) {
        EXPECT_TRUE(bytes_arrive(server, bytes_in_all));
        const bool again = as_listed(Difference::new_data_without_recv_signals, 1)
                               ? arrives(event)
                               : !stays_quiet(event);
        expect_as_listed(Difference::new_data_without_recv_signals, 1, again);
        EXPECT_EQ(again ? FD_READ : 0, bits(server, event));
    }

    /// recv has returned, and data is left.
    void expect_recorded_again() {
        const bool at_once = is_signalled(event);
        expect_as_listed(Difference::recv_records_before_it_returns, 1, at_once);
        EXPECT_TRUE(arrives(event));
        EXPECT_EQ(FD_READ, bits(server, event));
    }
};

}  // namespace

TEST(Recv, Tutorial) {
    RULE("2. recv");
    // One packet, one FD_READ.
    const Reading reading;
    send_text(reading.client, "hello");
    ASSERT_TRUE(arrives(reading.event));
    ASSERT_EQ(FD_READ, bits(reading.server, reading.event));

    // A buffer that is too small: the rest is announced again by recv itself ...
    EXPECT_EQ("he", receive_once(reading.server, 2));
    EXPECT_TRUE(arrives(reading.event));
    EXPECT_EQ(FD_READ, bits(reading.server, reading.event));

    // ... so a server may call recv once for each FD_READ, and misses nothing.
    EXPECT_EQ("llo", receive_once(reading.server));
    EXPECT_TRUE(stays_quiet(reading.event));
}

TEST(RecvRule2, APartialRecvRecordsTheReadAgain) {
    RULE("2. recv: if bytes are left, record it again before returning");
    Reading reading;
    reading.send_and_enumerate("abc");
    for (const char* byte : {"a", "b"}) {
        EXPECT_EQ(byte, receive_once(reading.server, 1));
        reading.expect_recorded_again();
    }
    EXPECT_EQ("c", receive_once(reading.server, 1));
    EXPECT_TRUE(stays_quiet(reading.event));
}

TEST(RecvRule2, ARecvOfEverythingTakesTheReadOutOfTheRecordAndLeavesTheEvent) {
    RULE("2. recv: a signalled event with an empty record is normal");
    const Reading reading;
    send_text(reading.client, "abc");
    EXPECT_TRUE(arrives(reading.event));
    EXPECT_EQ("abc", receive_once(reading.server));
    EXPECT_TRUE(is_signalled(reading.event)) << "recv never resets an event";
    EXPECT_EQ(0, bits(reading.server, reading.event)) << "but it has cleared FD_READ";
}

TEST(RecvRule2, APartialRecvLeavesTheReadInTheRecord) {
    RULE("2. recv: clear FD_READ, do the work; if bytes are left, record it again");
    const Reading reading;
    send_text(reading.client, "abc");
    EXPECT_TRUE(arrives(reading.event));
    EXPECT_EQ("a", receive_once(reading.server, 1));
    EXPECT_EQ(FD_READ, bits(reading.server, reading.event));
}

TEST(RecvRule2, ARecvThatFailsItsParameterChecksNeitherClearsNorRecords) {
    RULE("2. recv: a recv that fails its parameter checks does neither");
    Reading reading;
    send_text(reading.client, "abc");
    EXPECT_TRUE(arrives(reading.event));
    EXPECT_TRUE(fails_with(10014, recv(reading.server, nullptr, 4, 0)));
    EXPECT_EQ(FD_READ, bits(reading.server, reading.event)) << "not cleared";
    EXPECT_TRUE(fails_with(10014, recv(reading.server, nullptr, 4, 0)));
    EXPECT_TRUE(stays_quiet(reading.event)) << "not recorded again";
    EXPECT_EQ("abc", receive_once(reading.server));
}

TEST(RecvRule2, ARecvWithNothingThereIsError10035AndRecordsNothing) {
    RULE("2. recv; facts: FD_READ");
    const Reading reading;
    char byte = 0;
    EXPECT_TRUE(fails_with(10035, recv(reading.server, &byte, 1, 0)));
    EXPECT_TRUE(stays_quiet(reading.event));
    send_text(reading.client, "x");
    EXPECT_TRUE(arrives(reading.event));
}

TEST(RecvFacts, MSG_PEEKRecordsTheReadAgain) {
    RULE("Facts: FD_READ is recorded again by MSG_PEEK");
    Reading reading;
    reading.send_and_enumerate("abc");
    char buffer[8];
    EXPECT_EQ(3, recv(reading.server, buffer, sizeof(buffer), MSG_PEEK));
    reading.expect_recorded_again();
    EXPECT_EQ("abc", receive_once(reading.server));
}

TEST(RecvFacts, LengthZeroReturnsZeroWhileDataWaitsAndRecordsTheReadAgain) {
    RULE(
        "Facts: FD_READ is recorded again by a recv of length 0 (which returns 0 while data "
        "waits)");
    Reading reading;
    reading.send_and_enumerate("abc");
    char nothing = 0;
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_EQ(0, recv(reading.server, &nothing, 0, 0));
        reading.expect_recorded_again();  // this is how strlen(buffer) makes it spin
    }
    EXPECT_EQ("abc", receive_once(reading.server));
}

TEST(RecvFacts, LengthZeroWithoutDataIsError10035) {
    RULE("Facts: a recv of length 0: without data it is -1, 10035");
    const Reading reading;
    char nothing = 0;
    EXPECT_TRUE(fails_with(10035, recv(reading.server, &nothing, 0, 0)));
    EXPECT_TRUE(stays_quiet(reading.event));
}

TEST(RecvFacts, FIONREADDoesNotRecordTheReadAgain) {
    RULE("Facts: FIONREAD does not re-enable it");
    Reading reading;
    reading.send_and_enumerate("abc");
    EXPECT_EQ(3U, bytes_waiting(reading.server));
    EXPECT_TRUE(stays_quiet(reading.event));
    EXPECT_EQ("abc", receive_once(reading.server));
    EXPECT_EQ(0U, bytes_waiting(reading.server));
}

TEST(RecvFacts, NewDataIsSignalledAgainThoughNobodyCalledRecv) {
    RULE("Sources disagree: new data after an Enum, no recv in between: signalled again");
    Reading reading;
    reading.send_and_enumerate("a");
    EXPECT_TRUE(stays_quiet(reading.event));
    send_text(reading.client, "b");
    reading.expect_signalled_again(2);
    EXPECT_EQ("ab", receive(reading.server, 2));
}

TEST(RecvFacts, NewDataIsSignalledAgainBehindTheRestOfAPartialRecv) {
    RULE("Sources disagree: new data after an Enum, no recv in between: signalled again");
    Reading reading;
    reading.send_and_enumerate("abc");
    EXPECT_EQ("a", receive_once(reading.server, 1));
    reading.expect_recorded_again();
    EXPECT_TRUE(stays_quiet(reading.event));
    send_text(reading.client, "d");
    reading.expect_signalled_again(3);
    EXPECT_EQ("bcd", receive(reading.server, 3));
}

TEST(RecvFacts, ZeroIsThePeersFINHoweverOftenOneAsks) {
    RULE("Facts: recv returning 0 with a length above 0 is the peer's FIN, repeatable");
    const Reading reading;
    EXPECT_EQ(0, shutdown(reading.client, SD_SEND));
    EXPECT_TRUE(arrives(reading.event));
    for (int turn = 0; turn < 3; ++turn) EXPECT_EQ("", receive_once(reading.server));
}

TEST(RecvFacts, AByteOutOfBandIsFD_OOBAndWaitsApart) {
    RULE("1. Arrival: an OOB byte");
    const Reading reading;
    EXPECT_EQ(1, send(reading.client, "!", 1, MSG_OOB));
    EXPECT_EQ(FD_OOB, collect(reading.server, reading.event, FD_OOB) & FD_OOB);
    char byte = 0;
    EXPECT_EQ(1, recv(reading.server, &byte, 1, MSG_OOB));
    EXPECT_EQ('!', byte);
    send_text(reading.client, "x");
    EXPECT_EQ(FD_READ, collect(reading.server, reading.event, FD_READ));
    EXPECT_EQ("x", receive_once(reading.server));
}

TEST(RecvFacts, AByteOutOfBandThatIsTakenInLineIsOrdinaryData) {
    RULE("1. Arrival (Microsoft, SO_OOBINLINE: FD_READ and not FD_OOB)");
    Pair pair;
    const int on = 1;
    EXPECT_EQ(0, setsockopt(pair.server, SOL_SOCKET, SO_OOBINLINE,
                            reinterpret_cast<const char*>(&on), sizeof(on)));
    const Event event;
    select_and_take(pair.server, event, FD_READ | FD_OOB);
    EXPECT_EQ(3, send(pair.client, "ab!", 3, MSG_OOB));
    const long told = collect(pair.server, event, FD_READ);
    expect_as_listed(Difference::out_of_band_in_line, FD_READ, told);
    EXPECT_EQ("ab!", receive(pair.server, 3));
}

TEST(RecvFacts, WSARecvFillsItsBuffersInOrderAndRecordsTheRest) {
    RULE("2. recv (WSARecv is the same with several buffers)");
    Reading reading;
    reading.send_and_enumerate("abcdefgh");
    char first[2], second[3];
    WSABUF buffers[] = {{2, first}, {3, second}};
    DWORD received = 0, flags = 0;
    EXPECT_EQ(0, WSARecv(reading.server, buffers, 2, &received, &flags, nullptr, nullptr));
    EXPECT_EQ(5U, received);
    EXPECT_EQ("ab", std::string(first, 2));
    EXPECT_EQ("cde", std::string(second, 3));
    reading.expect_recorded_again();
    EXPECT_EQ("fgh", receive_once(reading.server));
}

TEST(RecvFacts, WSARecvWithNothingThereIsError10035) {
    RULE("2. recv (WSARecv is the same with several buffers)");
    const Reading reading;
    char byte = 0;
    WSABUF buffer{1, &byte};
    DWORD received = 0, flags = 0;
    EXPECT_TRUE(fails_with(
        10035, WSARecv(reading.server, &buffer, 1, &received, &flags, nullptr, nullptr)));
}

TEST(RecvFacts, AnUnconnectedSocketIsError10057) {
    RULE("Facts: unconnected: 10057");
    const Socket idle = stream_socket(), listener = listening_socket();
    for (const SOCKET s : {static_cast<SOCKET>(idle), static_cast<SOCKET>(listener)}) {
        make_nonblocking(s);  // some would wait for a connection
        char byte = 0;
        EXPECT_TRUE(fails_with(10057, recv(s, &byte, 1, 0)));
    }
}

TEST(RecvFacts, AfterSD_RECEIVEItIsError10058) {
    RULE("Facts: Half close");
    const Pair pair;
    char byte = 0;
    EXPECT_EQ(0, shutdown(pair.server, SD_RECEIVE));
    EXPECT_TRUE(fails_with(10058, recv(pair.server, &byte, 1, 0)));
}

TEST(RecvFacts, ABlockingRecvWaitsForData) {
    RULE("2. recv (blocking: nothing selected)");
    const Pair pair;
    Thread other([&] {
        Sleep(20);
        send_text(pair.client, "late");
    });
    EXPECT_EQ("late", receive_once(pair.server));
    other.join();
}

TEST(RecvFacts, MSG_WAITALLWaitsForAllOfIt) {
    RULE("2. recv (blocking: nothing selected)");
    const Pair pair;
    Thread other([&] {
        send_text(pair.client, "first ");
        Sleep(20);
        send_text(pair.client, "second");
    });
    char buffer[12];
    const int count = recv(pair.server, buffer, 12, MSG_WAITALL);
    expect_as_listed(Difference::wait_all_waits, 12, count);
    EXPECT_EQ(0U,
              std::string("first second").find(std::string(buffer, static_cast<size_t>(count))));
    other.join();
}
