// Datagrams: the same record, without connections.
#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

int send_datagram(SOCKET s, std::string_view text, const sockaddr_in& to) {
    return sendto(s, text.data(), static_cast<int>(text.size()), 0,
                  reinterpret_cast<const sockaddr*>(&to), sizeof(to));
}

/// Two bound datagram sockets; the receiver tells `event` about FD_READ.
struct Datagrams {
    Socket sender = datagram_socket(), receiver = datagram_socket();
    Event event;
    Datagrams() {
        EXPECT_EQ(0, bind_to(sender, loopback()));
        EXPECT_EQ(0, bind_to(receiver, loopback()));
        select_and_take(receiver, event, FD_READ);
    }
    int send(std::string_view text) const { return send_datagram(sender, text, name_of(receiver)); }
};

}  // namespace

TEST(Datagram, Tutorial) {
    RULE("1. Arrival: data");
    const Datagrams datagrams;
    EXPECT_EQ(5, datagrams.send("hello"));
    ASSERT_TRUE(arrives(datagrams.event));
    ASSERT_EQ(FD_READ, bits(datagrams.receiver, datagrams.event));

    char buffer[100];
    sockaddr_in from{};
    int length = sizeof(from);
    EXPECT_EQ(5, recvfrom(datagrams.receiver, buffer, sizeof(buffer), 0,
                          reinterpret_cast<sockaddr*>(&from), &length));
    EXPECT_EQ("hello", std::string(buffer, 5));
    EXPECT_EQ(port_of(name_of(datagrams.sender)), port_of(from));
    EXPECT_EQ(static_cast<int>(sizeof(from)), length);
}

TEST(Datagram, OneRecvTakesOneAndRecordsTheReadAgainForTheNext) {
    RULE("2. recv: if the condition still holds, record it again");
    const Datagrams datagrams;
    EXPECT_EQ(3, datagrams.send("one"));
    EXPECT_EQ(3, datagrams.send("two"));
    EXPECT_TRUE(bytes_arrive(datagrams.receiver, 3));
    EXPECT_EQ(FD_READ, collect(datagrams.receiver, datagrams.event, FD_READ));
    EXPECT_EQ("one", receive_once(datagrams.receiver));
    EXPECT_TRUE(arrives(datagrams.event));
    EXPECT_EQ(FD_READ, bits(datagrams.receiver, datagrams.event));
    EXPECT_EQ("two", receive_once(datagrams.receiver));
    EXPECT_TRUE(stays_quiet(datagrams.event));
}

TEST(Datagram, FD_WRITEComesOnceAtTheFirstSelection) {
    RULE("Facts: FD_WRITE");
    const Socket s = datagram_socket();
    EXPECT_EQ(0, bind_to(s, loopback()));
    const Event event;
    select(s, event, FD_WRITE | FD_READ);
    EXPECT_TRUE(arrives(event));
    EXPECT_EQ(FD_WRITE, bits(s, event));
    EXPECT_TRUE(stays_quiet(event));
}

TEST(Datagram, ABufferThatIsTooSmallIsError10040AndTheRestIsLost) {
    RULE("Errors: recvfrom: the message was too large for the buffer");
    const Datagrams datagrams;
    EXPECT_EQ(5, datagrams.send("hello"));
    ASSERT_TRUE(arrives(datagrams.event));
    char buffer[2];
    EXPECT_TRUE(fails_with(10040, recv(datagrams.receiver, buffer, 2, 0)));
    EXPECT_EQ("he", std::string(buffer, 2));
    EXPECT_TRUE(fails_with(10035, recv(datagrams.receiver, buffer, 2, 0)));
}

TEST(Datagram, ADatagramCanBeEmpty) {
    RULE("2. recv: 0 is a datagram without bytes, not an end");
    const Datagrams datagrams;
    EXPECT_EQ(0, datagrams.send(""));
    ASSERT_TRUE(arrives(datagrams.event));
    EXPECT_EQ(FD_READ, bits(datagrams.receiver, datagrams.event));
    EXPECT_EQ("", receive_once(datagrams.receiver));
    EXPECT_EQ(1, datagrams.send("x"));
    EXPECT_TRUE(arrives(datagrams.event));
    EXPECT_EQ("x", receive_once(datagrams.receiver));
}

TEST(Datagram, AConnectedSocketSendsToItsPeer) {
    RULE("connect gives a datagram socket a peer");
    const Datagrams datagrams;
    EXPECT_EQ(0, connect_to(datagrams.sender, name_of(datagrams.receiver)));
    send_text(datagrams.sender, "hello");
    EXPECT_TRUE(arrives(datagrams.event));
    EXPECT_EQ("hello", receive_once(datagrams.receiver));
}

TEST(Datagram, AConnectedSocketHearsNobodyButItsPeer) {
    RULE("connect gives a datagram socket a peer");
    const Datagrams datagrams;
    EXPECT_EQ(0, connect_to(datagrams.receiver, name_of(datagrams.sender)));
    const Socket stranger = datagram_socket();
    EXPECT_EQ(1, send_datagram(stranger, "?", name_of(datagrams.receiver)));
    EXPECT_TRUE(stays_quiet(datagrams.event));
    EXPECT_EQ(5, datagrams.send("hello"));
    EXPECT_TRUE(arrives(datagrams.event));
    EXPECT_EQ("hello", receive_once(datagrams.receiver));
}

TEST(Datagram, OneThatIsTooLargeIsError10040) {
    RULE("Errors: sendto: the message is larger than a datagram can be");
    const Datagrams datagrams;
    EXPECT_TRUE(fails_with(10040, datagrams.send(std::string(65'508, 'x'))));
    EXPECT_TRUE(stays_quiet(datagrams.event));
}

TEST(Datagram, WhatNobodyTakesMakesALaterRecvFailWithError10054) {
    RULE("Errors: recv: an earlier send was answered with ICMP's Port Unreachable");
    Socket nobody = datagram_socket();
    EXPECT_EQ(0, bind_to(nobody, loopback()));
    const sockaddr_in address = name_of(nobody);
    nobody.close();
    const Socket s = datagram_socket();
    EXPECT_EQ(0, connect_to(s, address));
    make_nonblocking(s);
    send_text(s, "hello?");
    // Where nobody is told, one need not wait for it.
    const int patience = as_listed(Difference::datagram_to_nobody, 10054) == 10054 ? 1'000 : 20;
    int error = 10035;
    for (int turn = 0; turn < patience && error == 10035; ++turn) {
        Sleep(1);
        char byte = 0;
        EXPECT_EQ(SOCKET_ERROR, recv(s, &byte, 1, 0));
        error = WSAGetLastError();
    }
    expect_as_listed(Difference::datagram_to_nobody, 10054, error);
}

TEST(Datagram, SendWithoutAPeerIsError10057) {
    RULE("Facts: unconnected send: 10057");
    const Socket s = datagram_socket();
    EXPECT_EQ(SOCKET_ERROR, send(s, "x", 1, 0));
    expect_as_listed(Difference::unconnected_datagram_send, 10057, WSAGetLastError());
}

TEST(Datagram, AcceptIsError10045) {
    RULE("Errors: accept: the socket is not of a type that has connections");
    const Socket s = datagram_socket();
    EXPECT_EQ(0, bind_to(s, loopback()));
    EXPECT_TRUE(fails_with(10045, accept(s, nullptr, nullptr)));
}

TEST(Datagram, ASenderNeedsRoomError10014AndNothingIsTaken) {
    RULE("2. recv: a recv that fails its parameter checks does neither");
    const Datagrams datagrams;
    EXPECT_EQ(5, datagrams.send("hello"));
    ASSERT_TRUE(arrives(datagrams.event));
    char buffer[16];
    sockaddr_in sender{};
    int size = 4;
    const int received =
        recvfrom(datagrams.receiver, buffer, 16, 0, reinterpret_cast<sockaddr*>(&sender), &size);
    const int error = WSAGetLastError();
    expect_as_listed(Difference::sender_without_room_is_refused, -1, received);
    if (received >= 0) return;
    EXPECT_EQ(10014, error);
    EXPECT_EQ(FD_READ, bits(datagrams.receiver, datagrams.event));
    EXPECT_EQ("hello", receive_once(datagrams.receiver));
}
