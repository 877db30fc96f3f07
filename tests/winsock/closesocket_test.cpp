// closesocket: rule 8 and the facts about it.
#include <string>

#include "contract.h"
#include "differences.h"

using namespace contract;

namespace {

/// A pair whose server tells `event` about FD_READ and FD_CLOSE.
struct Watching : Pair {
    Event event;
    Watching() { select_and_take(server, event, FD_READ | FD_CLOSE); }
};

}  // namespace

TEST(Closesocket, Tutorial) {
    RULE("8. closesocket");
    // The peer is told; the socket's own event is not.
    Watching watching;
    watching.server.close();
    EXPECT_EQ("", receive_once(watching.client)) << "0: the server has closed";
    EXPECT_TRUE(stays_quiet(watching.event));

    // The event is a thing of its own, and has to be closed too. Until then it can be used.
    EXPECT_TRUE(WSASetEvent(watching.event));
    EXPECT_TRUE(is_signalled(watching.event));
}

TEST(CloseRule8, IsSilentForItsOwnEvent) {
    RULE("8. closesocket: its own event is not signalled, and the event object lives on");
    Watching watching;
    watching.server.close();
    EXPECT_TRUE(stays_quiet(watching.event));
    EXPECT_TRUE(WSASetEvent(watching.event));
    EXPECT_TRUE(is_signalled(watching.event));
    EXPECT_TRUE(WSAResetEvent(watching.event));
}

TEST(CloseRule8, LeavesASignalledEventSignalled) {
    RULE("8. closesocket drops the association silently");
    Watching watching;
    send_text(watching.client, "x");
    EXPECT_TRUE(arrives(watching.event));
    watching.server.close();
    EXPECT_TRUE(is_signalled(watching.event));
}

TEST(CloseRule8, TheEventServesTheNextSocket) {
    RULE("8. closesocket: the event object lives on");
    Watching watching;
    watching.server.close();
    const Pair next;
    select_and_take(next.server, watching.event, FD_READ);
    send_text(next.client, "x");
    EXPECT_TRUE(arrives(watching.event));
    EXPECT_EQ(FD_READ, bits(next.server, watching.event));
}

TEST(CloseFacts, WithUnreadDataIsARSTForThePeer) {
    RULE("7. RST (closesocket with bytes that nobody has read)");
    Watching watching;
    send_text(watching.server, "never read");
    EXPECT_TRUE(bytes_arrive(watching.client, 10));
    watching.client.close();
    ASSERT_TRUE(arrives(watching.event));
    const WSANETWORKEVENTS events = enumerate(watching.server, watching.event);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents & FD_CLOSE);
    expect_as_listed(Difference::close_status_after_reset, 10053, events.iErrorCode[FD_CLOSE_BIT]);
}

TEST(CloseFacts, WithSO_DONTLINGERIsAFIN) {
    RULE("7. FIN (SO_DONTLINGER takes back what SO_LINGER with 0 seconds asked for)");
    Watching watching;
    const linger at_once{1, 0};
    const BOOL on = TRUE;
    EXPECT_EQ(0, setsockopt(watching.client, SOL_SOCKET, SO_LINGER,
                            reinterpret_cast<const char*>(&at_once), sizeof(at_once)));
    EXPECT_EQ(0, setsockopt(watching.client, SOL_SOCKET, SO_DONTLINGER,
                            reinterpret_cast<const char*>(&on), sizeof(on)));
    watching.client.close();
    ASSERT_TRUE(arrives(watching.event));
    const WSANETWORKEVENTS events = enumerate(watching.server, watching.event);
    EXPECT_EQ(FD_CLOSE, events.lNetworkEvents);
    EXPECT_EQ(0, events.iErrorCode[FD_CLOSE_BIT]);
    EXPECT_EQ("", receive_once(watching.server));
}

TEST(CloseFacts, TwiceIsError10038) {
    RULE("Facts: closesocket twice: 10038");
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    ASSERT_NE(INVALID_SOCKET, s);
    EXPECT_EQ(0, closesocket(s));
    EXPECT_TRUE(fails_with(10038, closesocket(s)));
    EXPECT_TRUE(fails_with(10038, closesocket(INVALID_SOCKET)));
}

TEST(CloseFacts, TwiceClosesAnInnocentSocketOnceTheValueIsUsedAgain) {
    RULE("Facts: closesocket twice: or it closes an innocent new socket");
    const SOCKET old = closed_socket();
    std::vector<Socket> sockets;
    while (sockets.size() < 500 && (sockets.empty() || sockets.back() != old))
        sockets.push_back(stream_socket());
    ASSERT_EQ(old, static_cast<SOCKET>(sockets.back())) << "500 sockets, and none got the value";
    EXPECT_EQ(0, closesocket(old));
    EXPECT_TRUE(fails_with(10038, bind_to(sockets.back(), loopback())));
    sockets.back().release();
}

TEST(CloseFacts, EveryCallOnAClosedSocketIsError10038) {
    RULE("Facts: closed socket: 10038");
    sockaddr_in address = loopback(1);
    const SOCKET s = closed_socket();
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    int length = sizeof(address), value = 0, value_length = sizeof(value);
    char byte = 0;
    WSABUF buffer{1, &byte};
    DWORD count = 0, flags = 0;
    u_long argument = 1;
    EXPECT_TRUE(fails_with(10038, send(s, &byte, 1, 0)));
    EXPECT_TRUE(fails_with(10038, recv(s, &byte, 1, 0)));
    EXPECT_TRUE(fails_with(10038, sendto(s, &byte, 1, 0, raw, length)));
    EXPECT_TRUE(fails_with(10038, recvfrom(s, &byte, 1, 0, raw, &length)));
    EXPECT_TRUE(fails_with(10038, WSASend(s, &buffer, 1, &count, 0, nullptr, nullptr)));
    EXPECT_TRUE(fails_with(10038, WSARecv(s, &buffer, 1, &count, &flags, nullptr, nullptr)));
    EXPECT_TRUE(fails_with(10038, accept(s, nullptr, nullptr)));
    EXPECT_TRUE(fails_with(10038, connect_to(s, address)));
    EXPECT_TRUE(fails_with(10038, bind_to(s, address)));
    EXPECT_TRUE(fails_with(10038, listen(s, 5)));
    EXPECT_TRUE(fails_with(10038, shutdown(s, SD_SEND)));
    EXPECT_TRUE(fails_with(10038, getsockname(s, raw, &length)));
    EXPECT_TRUE(fails_with(10038, getpeername(s, raw, &length)));
    EXPECT_TRUE(fails_with(10038, ioctlsocket(s, FIONBIO, &argument)));
    EXPECT_TRUE(fails_with(10038, ioctlsocket(s, FIONREAD, &argument)));
    auto* option = reinterpret_cast<char*>(&value);
    EXPECT_TRUE(fails_with(10038, getsockopt(s, SOL_SOCKET, SO_TYPE, option, &value_length)));
    EXPECT_TRUE(fails_with(10038, setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, option, 4)));
}

TEST(CloseFacts, WithUnreadDataIsARSTHoweverMuchIsStillToBeSent) {
    RULE("7. RST (closesocket with bytes that nobody has read)");
    Watching watching;
    Event clients;
    select_and_take(watching.client, clients, FD_CLOSE);
    const std::string block(4096, 'x');
    while (send(watching.server, block.data(), static_cast<int>(block.size()), 0) > 0) {
        // until there is no room: the client reads nothing
    }
    EXPECT_EQ(WSAEWOULDBLOCK, WSAGetLastError());
    send_text(watching.client, "never read");
    EXPECT_TRUE(bytes_arrive(watching.server, 10));
    watching.server.close();
    ASSERT_TRUE(arrives(clients));
    const WSANETWORKEVENTS events = enumerate(watching.client, clients);
    expect_as_listed(Difference::close_status_after_reset, 10053, events.iErrorCode[FD_CLOSE_BIT]);
}

TEST(CloseRule8, WhatHadArrivedHasSignalledItsEvent) {
    RULE("1. Arrival: if the bit is in the mask, set the event; 8. closesocket");
    Watching watching;
    send_text(watching.client, "x");
    EXPECT_TRUE(bytes_arrive(watching.server, 1));
    watching.server.close();
    expect_as_listed(Difference::arrival_before_close_signals, 1, is_signalled(watching.event));
}
