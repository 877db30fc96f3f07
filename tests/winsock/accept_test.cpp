// accept and FD_ACCEPT: rules 2 and 6, and the facts "FD_ACCEPT".
#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

/// A listener that tells `event` about the network events in `mask`.
struct Listening {
    Event event;
    Socket listener = listening_socket();
    explicit Listening(long mask = FD_ACCEPT) { select(listener, event, mask); }

    /// A connection has come, though accept was not called since the last was enumerated.
    void expect_signalled_again() {
        const bool again = as_listed(Difference::new_data_without_recv_signals, 1)
                               ? arrives(event)
                               : !stays_quiet(event);
        expect_as_listed(Difference::new_data_without_recv_signals, 1, again);
        EXPECT_EQ(again ? FD_ACCEPT : 0, bits(listener, event));
    }

    /// A connection comes, and its FD_ACCEPT is taken.
    Socket connect_and_enumerate() {
        Socket client = client_of(listener);
        EXPECT_TRUE(arrives(event));
        EXPECT_EQ(FD_ACCEPT, bits(listener, event));
        return client;
    }
};

}  // namespace

TEST(Accept, Tutorial) {
    RULE("2. accept; 6. accept");
    // A server selects its listener for everything that it wants to hear about its clients.
    const Event event;
    const Socket listener = listening_socket();
    select(listener, event, FD_ACCEPT | FD_READ | FD_CLOSE);
    const Socket client = client_of(listener);
    ASSERT_TRUE(arrives(event));
    ASSERT_EQ(FD_ACCEPT, bits(listener, event));

    // The accepted socket starts with the listener's event and mask.
    const Socket server = accept_from(listener);
    send_text(client, "hello");
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(0, bits(listener, nullptr)) << "not the listener's news";
    EXPECT_EQ(FD_READ, bits(server, event));
    EXPECT_EQ("hello", receive_once(server));

    // So it gets an event of its own.
    const Event own;
    select(server, own, FD_READ | FD_CLOSE);
    send_text(client, "again");
    EXPECT_TRUE(arrives(own));
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ("again", receive_once(server));
}

TEST(AcceptRule2, RecordsTheAcceptAgainWhileMoreConnectionsWait) {
    RULE("2. accept; facts: FD_ACCEPT: recorded again by accept while more connections wait");
    Listening listening;
    const Socket first = client_of(listening.listener);
    const Socket second = client_of(listening.listener);
    const Socket third = client_of(listening.listener);
    // On every system: all three have come when accept has handed out two and tells of a third.
    EXPECT_EQ(FD_ACCEPT, collect(listening.listener, listening.event, FD_ACCEPT));
    const Socket one = accept_from(listening.listener);
    EXPECT_TRUE(arrives(listening.event));
    EXPECT_EQ(FD_ACCEPT, bits(listening.listener, listening.event));
    const Socket two = accept_from(listening.listener);
    EXPECT_TRUE(arrives(listening.event));
    EXPECT_EQ(FD_ACCEPT, bits(listening.listener, listening.event));
    const Socket three = accept_from(listening.listener);
    EXPECT_TRUE(stays_quiet(listening.event));
    EXPECT_EQ(0, bits(listening.listener, listening.event));
}

TEST(AcceptRule2, TakesTheAcceptOutOfTheRecordAndLeavesTheEvent) {
    RULE("2. accept: clear FD_ACCEPT from the record; never reset the event");
    const Listening listening;
    const Socket client = client_of(listening.listener);
    EXPECT_TRUE(arrives(listening.event));
    const Socket server = accept_from(listening.listener);
    EXPECT_TRUE(is_signalled(listening.event));
    EXPECT_EQ(0, bits(listening.listener, listening.event));
}

TEST(AcceptFacts, ANewConnectionIsSignalledAgainThoughNobodyCalledAccept) {
    RULE("Sources disagree: new connection after an Enum, no accept in between: signalled again");
    Listening listening;
    const Socket first = listening.connect_and_enumerate();
    EXPECT_TRUE(stays_quiet(listening.event));
    const Socket second = client_of(listening.listener);
    listening.expect_signalled_again();
}

TEST(AcceptFacts, ANewConnectionIsSignalledAgainBehindOneThatAcceptLeft) {
    RULE("Sources disagree: new connection after an Enum, no accept in between: signalled again");
    Listening listening;
    const Socket first = listening.connect_and_enumerate();
    const Socket second = client_of(listening.listener);
    const Socket server = accept_from(listening.listener);
    EXPECT_EQ(FD_ACCEPT, collect(listening.listener, listening.event, FD_ACCEPT));
    EXPECT_TRUE(stays_quiet(listening.event));
    const Socket third = client_of(listening.listener);
    listening.expect_signalled_again();
}

TEST(AcceptFacts, SelectingAfterAConnectionCameSignalsAtOnce) {
    RULE("Facts: FD_ACCEPT: select after a connection came: signalled at once");
    const Event event;
    const Socket listener = listening_socket();
    const Socket client = client_of(listener);
    select(listener, event, FD_ACCEPT);
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_ACCEPT, bits(listener, event));
}

TEST(AcceptFacts, WithNothingWaitingItIsError10035) {
    RULE("Facts: FD_ACCEPT: accept with nothing waiting: 10035");
    const Listening listening;
    EXPECT_TRUE(fails_with(10035, accept(listening.listener, nullptr, nullptr)));
    EXPECT_TRUE(stays_quiet(listening.event));
}

TEST(AcceptFacts, AConnectionThatIsNotAcceptedDoesNotAskAgain) {
    RULE("Defects: declining without accept(): FD_ACCEPT has been consumed");
    Listening listening;
    const Socket client = listening.connect_and_enumerate();
    EXPECT_TRUE(stays_quiet(listening.event));
    select(listening.listener, listening.event, FD_ACCEPT);
    const bool told_again = !stays_quiet(listening.event);
    expect_as_listed(Difference::selection_reports_again, 0, told_again);
    const Socket server = accept_from(listening.listener);
    send_text(server, "it has waited all the time");
    EXPECT_EQ("it has waited all the time", receive(client, 26));
}

TEST(AcceptFacts, ASocketThatDoesNotListenIsError10022) {
    RULE("Facts: error numbers (accept: listen was not called)");
    const Socket s = stream_socket();
    EXPECT_TRUE(fails_with(10022, accept(s, nullptr, nullptr)));
    EXPECT_EQ(0, bind_to(s, loopback()));
    EXPECT_TRUE(fails_with(10022, accept(s, nullptr, nullptr)));
}

TEST(AcceptFacts, TellsWhoHasConnected) {
    RULE("Facts: FD_ACCEPT");
    const Socket listener = listening_socket();
    const Socket client = client_of(listener);
    sockaddr_in address{};
    int length = sizeof(address);
    const Socket server(accept(listener, reinterpret_cast<sockaddr*>(&address), &length));
    ASSERT_NE(INVALID_SOCKET, static_cast<SOCKET>(server));
    EXPECT_EQ(static_cast<int>(sizeof(address)), length);
    EXPECT_EQ(AF_INET, address.sin_family);
    EXPECT_EQ(port_of(name_of(client)), port_of(address));
    EXPECT_EQ(htonl(INADDR_LOOPBACK), address.sin_addr.s_addr);
    EXPECT_EQ(port_of(name_of(listener)), port_of(name_of(server)));
}

TEST(AcceptFacts, ABlockingListenersSocketIsBlocking) {
    RULE("6. accept gives the new socket the listener's mask, event and nonblocking mode");
    const Socket listener = listening_socket();
    const Socket client = client_of(listener);
    const Socket server = accept_from(listener);
    Thread other([&] {
        Sleep(20);
        send_text(client, "x");
    });
    EXPECT_EQ("x", receive_once(server)) << "a blocking listener's socket is blocking";
    other.join();
}

TEST(AcceptRule6, TheNewSocketIsNonblockingAsTheListenerIs) {
    RULE("6. accept gives the new socket the listener's nonblocking mode");
    const Listening listening;
    const Socket client = client_of(listening.listener);
    const Socket server = accept_from(listening.listener);
    char byte = 0;
    EXPECT_TRUE(fails_with(10035, recv(server, &byte, 1, 0)));
}

TEST(AcceptRule6, ANonblockingListenerWithoutAnEventMakesNonblockingSocketsToo) {
    RULE("6. accept gives the new socket the listener's nonblocking mode");
    const Socket listener = listening_socket();
    u_long on = 1;
    ASSERT_EQ(0, ioctlsocket(listener, FIONBIO, &on));
    const Socket client = client_of(listener);
    const Socket server = accept_from(listener);
    char byte = 0;
    EXPECT_TRUE(fails_with(10035, recv(server, &byte, 1, 0)));
}

TEST(AcceptRule6, TheNewSocketSignalsTheListenersEvent) {
    RULE("6. accept gives the new socket the listener's mask and event");
    Listening listening(FD_ACCEPT | FD_READ);
    const Socket client = listening.connect_and_enumerate();
    const Socket server = accept_from(listening.listener);
    EXPECT_TRUE(stays_quiet(listening.event));
    send_text(client, "x");
    EXPECT_TRUE(arrives(listening.event));
    EXPECT_EQ(FD_READ, bits(server, listening.event));
}

TEST(AcceptRule6, WhatTheListenersMaskLacksIsRecordedQuietly) {
    RULE("6. accept gives the new socket the listener's mask; 1. Arrival");
    Listening listening(FD_ACCEPT);
    const Socket client = listening.connect_and_enumerate();
    const Socket server = accept_from(listening.listener);
    send_text(client, "x");
    EXPECT_TRUE(bytes_arrive(server, 1));
    EXPECT_TRUE(stays_quiet(listening.event));
    const Event own;
    select(server, own, FD_READ);
    EXPECT_TRUE(arrives(own));
    EXPECT_EQ(FD_READ, bits(server, own));
}

TEST(AcceptRule6, ItsFD_WRITEIsAnArrivalAtTheListenersEvent) {
    RULE("6. accept: its FD_WRITE is an arrival; facts: FD_WRITE: once on accept");
    Listening listening(FD_ACCEPT | FD_WRITE);
    const Socket client = listening.connect_and_enumerate();
    const Socket server = accept_from(listening.listener);
    EXPECT_TRUE(arrives(listening.event));
    EXPECT_EQ(0, bits(listening.listener, nullptr));
    EXPECT_EQ(FD_WRITE, bits(server, listening.event));
    EXPECT_TRUE(stays_quiet(listening.event));
}

TEST(AcceptRule6, DataThatCameBeforeIsInItsRecord) {
    RULE("6. accept: what has already happened to it (FD_READ, FD_CLOSE) is in its record");
    Listening listening;
    const Socket client = listening.connect_and_enumerate();
    send_text(client, "early");
    const Socket server = accept_from(listening.listener);
    EXPECT_TRUE(bytes_arrive(server, 5));
    const Event own;
    select(server, own, FD_READ | FD_CLOSE);
    EXPECT_TRUE(arrives(own));
    EXPECT_EQ(FD_READ, bits(server, own));
    EXPECT_EQ("early", receive_once(server));
}

TEST(AcceptRule6, AFINThatCameBeforeIsInItsRecord) {
    RULE("6. accept; defects: FIN between accept and WSAEventSelect: nothing lost");
    Listening listening(FD_ACCEPT | FD_CLOSE);
    const Socket client = listening.connect_and_enumerate();
    ASSERT_EQ(0, shutdown(client, SD_SEND));
    const Socket server = accept_from(listening.listener);
    EXPECT_TRUE(arrives(listening.event)) << "the listener's event ...";
    EXPECT_EQ(0, bits(listening.listener, listening.event)) << "... with an empty record";
    const Event own;
    select(server, own, FD_READ | FD_CLOSE);
    EXPECT_TRUE(is_signalled(own));
    EXPECT_EQ(FD_CLOSE, bits(server, own));
}

TEST(AcceptRule6, AnEnumBeforeTheSelectionEatsTheFIN) {
    RULE("Defects: FIN between accept and WSAEventSelect: Enum(accepted) would eat it");
    Listening listening(FD_ACCEPT | FD_CLOSE);
    const Socket client = listening.connect_and_enumerate();
    ASSERT_EQ(0, shutdown(client, SD_SEND));
    const Socket server = accept_from(listening.listener);
    EXPECT_EQ(FD_CLOSE, collect(server, listening.event, FD_CLOSE));
    const Event own;
    select(server, own, FD_READ | FD_CLOSE);
    EXPECT_TRUE(stays_quiet(own));
}

TEST(AcceptFacts, AfterARSTInTheBacklogAcceptSucceedsThenFD_CLOSEComes) {
    RULE("Sources disagree: RST while still in the backlog: accept succeeds, then FD_CLOSE");
    Listening listening;
    Socket client = listening.connect_and_enumerate();
    reset(client);
    const Socket server(accept(listening.listener, nullptr, nullptr));
    const int error = server == INVALID_SOCKET ? WSAGetLastError() : 0;
    expect_as_listed(Difference::accept_after_reset, 0, error);
    if (error != 0) return;
    const Event own;
    select(server, own, FD_READ | FD_CLOSE);
    ASSERT_TRUE(arrives(own));
    const WSANETWORKEVENTS events = enumerate(server, own);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents & FD_CLOSE);
    expect_as_listed(Difference::close_status_after_reset, 10053, events.iErrorCode[FD_CLOSE_BIT]);
}
