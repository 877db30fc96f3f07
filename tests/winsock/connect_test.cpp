// connect and FD_CONNECT.
#include "contract.h"
#include "differences.h"

using namespace contract;

TEST(Connect, Tutorial) {
    RULE("Facts: FD_CONNECT");
    // A socket that is selected does not wait in connect: the answer is an event.
    const Socket listener = listening_socket();
    const Event event;
    const Socket client = stream_socket();
    select(client, event, FD_CONNECT | FD_WRITE | FD_READ | FD_CLOSE);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(listener))));
    ASSERT_TRUE(arrives(event));

    // Connected, and there is room to send.
    const WSANETWORKEVENTS events = enumerate(client, event);
    EXPECT_EQ(FD_CONNECT | FD_WRITE, events.lNetworkEvents);
    EXPECT_EQ(0, events.iErrorCode[FD_CONNECT_BIT]);
    send_text(client, "hello");
    const Socket server = accept_from(listener);
    EXPECT_EQ("hello", receive(server, 5));
}

TEST(ConnectFacts, RefusalIsFD_CONNECTWithStatus10061AndNothingElse) {
    RULE("Facts: FD_CONNECT: refusal gives FD_CONNECT with status 10061 and nothing else");
    const Event event;
    const Socket nobody = bound_socket(), client = stream_socket();
    select(client, event, all_stream_events);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(nobody))));
    ASSERT_TRUE(arrives(event));
    const WSANETWORKEVENTS events = enumerate(client, event);
    EXPECT_EQ(FD_CONNECT, events.lNetworkEvents);
    EXPECT_EQ(10061, events.iErrorCode[FD_CONNECT_BIT]);
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ(0, bits(client, event));
}

TEST(ConnectFacts, ABlockingConnectIsRefusedWithError10061) {
    RULE("Facts: FD_CONNECT: refusal (blocking: nothing selected)");
    const Socket nobody = bound_socket(), client = stream_socket();
    EXPECT_TRUE(fails_with(10061, connect_to(client, name_of(nobody))));
}

TEST(ConnectFacts, SuccessIsReportedOnce) {
    RULE("Facts: FD_CONNECT: success gives FD_CONNECT and FD_WRITE");
    const Socket listener = listening_socket();
    const Event event;
    const Socket client = stream_socket();
    select(client, event, FD_CONNECT | FD_WRITE);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(listener))));
    EXPECT_EQ(FD_CONNECT | FD_WRITE, collect(client, event, FD_CONNECT | FD_WRITE));
    EXPECT_EQ(0, bits(client, event)) << "there may be a signal left, but no news";
    EXPECT_TRUE(stays_quiet(event));
    select(client, event, FD_CONNECT | FD_WRITE);
    EXPECT_TRUE(stays_quiet(event));
}

TEST(ConnectFacts, WhoSelectsOnlyFD_WRITEIsToldByIt) {
    RULE("Facts: FD_WRITE: once on connect");
    const Socket listener = listening_socket();
    const Event event;
    const Socket client = stream_socket();
    select(client, event, FD_WRITE);
    EXPECT_TRUE(stays_quiet(event)) << "not before it is connected";
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(listener))));
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_WRITE, bits(client, event));
    EXPECT_EQ(port_of(name_of(listener)), port_of(peer_of(client)));
}

TEST(ConnectFacts, ReplacingTheMaskBeforeTheAnswerAsksForThatBitOnly) {
    RULE("4. WSAEventSelect replaces event and mask; 1. Arrival whether or not it is selected");
    const Socket listener = listening_socket();
    const Event event, later;
    const Socket client = stream_socket();
    select(client, event, FD_WRITE);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(listener))));
    EXPECT_TRUE(arrives(event));
    select(client, later, FD_CONNECT);
    EXPECT_TRUE(arrives(later));
    EXPECT_EQ(FD_CONNECT, bits(client, later));
}

TEST(ConnectFacts, WhatTheServerSendsFirstIsReadAfterwards) {
    RULE("1. Arrival: data");
    const Socket listener = listening_socket();
    const Event event;
    const Socket client = stream_socket();
    select(client, event, FD_CONNECT | FD_READ);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(listener))));
    EXPECT_EQ(FD_CONNECT, collect(client, event, FD_CONNECT));
    const Socket server = accept_from(listener);
    send_text(server, "welcome");
    EXPECT_EQ(FD_READ, collect(client, event, FD_READ));
    EXPECT_EQ("welcome", receive_once(client));
}

TEST(ConnectFacts, ANonblockingConnectWithoutAnEventIsError10035Too) {
    RULE("Facts: FD_CONNECT");
    const Socket listener = listening_socket();
    const Socket client = stream_socket();
    u_long on = 1;
    ASSERT_EQ(0, ioctlsocket(client, FIONBIO, &on));
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(listener))));
    const Socket server = accept_from(listener);
    const Event event;
    select(client, event, FD_WRITE);
    EXPECT_TRUE(arrives(event));
    send_text(client, "x");
    EXPECT_EQ("x", receive(server, 1));
}

TEST(ConnectFacts, AConnectedSocketIsError10056) {
    RULE("Facts: error numbers (connect: the socket is already connected)");
    const Socket listener = listening_socket();
    const Socket client = client_of(listener);
    EXPECT_TRUE(fails_with(10056, connect_to(client, name_of(listener))));
}

TEST(ConnectFacts, AListeningSocketIsError10022) {
    RULE("Facts: error numbers (connect: the socket is a listening socket)");
    const Socket listener = listening_socket();
    EXPECT_TRUE(fails_with(10022, connect_to(listener, name_of(listener))));
}

TEST(ConnectFacts, AnAddressThatIsTooShortIsError10014) {
    RULE("Facts: error numbers (connect: the address is too small)");
    const Socket client = stream_socket();
    const sockaddr_in address = loopback(1);
    EXPECT_EQ(SOCKET_ERROR, connect(client, reinterpret_cast<const sockaddr*>(&address), 4));
    expect_as_listed(Difference::connect_to_a_short_address, 10014, WSAGetLastError());
}

TEST(ConnectFacts, AForeignAddressFamilyIsError10047) {
    RULE("Facts: error numbers (connect: addresses of that family cannot be used)");
    const Socket client = stream_socket();
    sockaddr_in address = loopback(1);
    address.sin_family = 99;
    EXPECT_EQ(SOCKET_ERROR, connect_to(client, address));
    expect_as_listed(Difference::connect_to_a_foreign_family, 10047, WSAGetLastError());
}

TEST(ConnectFacts, BothEndsKnowEachOther) {
    RULE("Facts: FD_CONNECT");
    const Pair pair;
    EXPECT_EQ(port_of(name_of(pair.client)), port_of(peer_of(pair.server)));
    EXPECT_EQ(port_of(name_of(pair.server)), port_of(peer_of(pair.client)));
    EXPECT_EQ(htonl(INADDR_LOOPBACK), peer_of(pair.client).sin_addr.s_addr);
}

TEST(ConnectFacts, WithoutAConnectionThereIsNoPeerError10057) {
    RULE("Facts: unconnected: 10057");
    sockaddr_in address{};
    int length = sizeof(address);
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    EXPECT_TRUE(fails_with(10057, getpeername(stream_socket(), raw, &length)));
    EXPECT_TRUE(fails_with(10057, shutdown(stream_socket(), SD_SEND)));
}

TEST(ConnectFacts, WSAConnectDoesTheSame) {
    RULE("Facts: FD_CONNECT");
    const Socket listener = listening_socket();
    const Socket client = stream_socket();
    const sockaddr_in address = name_of(listener);
    EXPECT_EQ(0, WSAConnect(client, reinterpret_cast<const sockaddr*>(&address), sizeof(address),
                            nullptr, nullptr, nullptr, nullptr));
    const Socket server = accept_from(listener);
    send_text(server, "x");
    EXPECT_EQ("x", receive(client, 1));
}

TEST(ConnectFacts, AFullBacklogRefuses) {
    RULE("Facts: Backlog full: connect is refused, 10061");
    const Socket listener = listening_socket(1);
    std::vector<Socket> clients;
    bool refused = false;
    for (int i = 0; i < 10 && !refused; ++i) {
        const Event event;
        clients.push_back(stream_socket());
        select(clients.back(), event, FD_CONNECT);
        EXPECT_TRUE(fails_with(10035, connect_to(clients.back(), name_of(listener))));
        // Windows asks three times, half a second apart, before it gives up.
        const WSAEVENT array[] = {event};
        const DWORD patience = as_listed(Difference::full_backlog_refuses, 1) ? deadline : 100;
        if (WSAWaitForMultipleEvents(1, array, FALSE, patience, FALSE) == timed_out) break;
        const WSANETWORKEVENTS events = enumerate(clients.back(), event);
        EXPECT_EQ(FD_CONNECT, events.lNetworkEvents);
        refused = events.iErrorCode[FD_CONNECT_BIT] == 10061;
    }
    expect_as_listed(Difference::full_backlog_refuses, 1, refused);
}

TEST(ConnectFacts, ARecvMeanwhileLeavesTheResultAlone) {
    RULE("1. Arrival: record it; facts: unconnected: 10057");
    const Event event;
    const Socket nobody = bound_socket(), client = stream_socket();
    make_nonblocking(client);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(nobody))));
    char byte = 0;
    const int received = recv(client, &byte, 1, 0);
    expect_as_listed(Difference::recv_while_connecting, 10057,
                     received < 0 ? WSAGetLastError() : received);
    select(client, event, FD_CONNECT);
    ASSERT_TRUE(arrives(event));
    EXPECT_EQ(10061, enumerate(client, event).iErrorCode[FD_CONNECT_BIT]);
}

TEST(ConnectFacts, WhoWasRefusedMayTryAgain) {
    RULE("Facts: FD_CONNECT: refusal");
    const Socket nobody = bound_socket(), client = stream_socket();
    EXPECT_TRUE(fails_with(10061, connect_to(client, name_of(nobody))));
    EXPECT_EQ(-1, connect_to(client, name_of(nobody)));
    expect_as_listed(Difference::connect_after_refusal, 10061, WSAGetLastError());
    EXPECT_TRUE(fails_with(10061, connect_to(client, name_of(nobody))));
    if (as_listed(Difference::connect_after_refusal, 10061) != 10061) return;
    EXPECT_EQ(0, listen(nobody, 5));
    EXPECT_EQ(0, connect_to(client, name_of(nobody)));
}

TEST(ConnectFacts, EachTryHasItsFD_CONNECT) {
    RULE("Facts: FD_CONNECT: refusal gives FD_CONNECT with status 10061 and nothing else");
    const Socket nobody = bound_socket(), client = stream_socket();
    const Event event;
    select(client, event, FD_CONNECT);
    if (as_listed(Difference::connect_after_refusal, 10061) != 10061) return;
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(nobody))));
        ASSERT_TRUE(arrives(event));
        EXPECT_EQ(10061, enumerate(client, event).iErrorCode[FD_CONNECT_BIT]);
    }
    EXPECT_EQ(0, listen(nobody, 5));
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(nobody))));
    ASSERT_TRUE(arrives(event));
    EXPECT_EQ(0, enumerate(client, event).iErrorCode[FD_CONNECT_BIT]);
}
