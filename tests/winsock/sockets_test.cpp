// WSAStartup, errors, creating, binding and listening.
#include "contract.h"
#include "differences.h"

using namespace contract;

TEST(Startup, Tutorial) {
    RULE("WSAStartup: a program asks for a version and gets a description");
    WSADATA data{};
    EXPECT_EQ(0, WSAStartup(MAKEWORD(2, 2), &data));
    EXPECT_EQ(MAKEWORD(2, 2), data.wVersion);
    EXPECT_EQ(2, LOBYTE(data.wHighVersion));
    EXPECT_EQ(2, HIBYTE(data.wHighVersion));
    // Each WSAStartup needs its WSACleanup; the suite itself has called one, so sockets live on.
    EXPECT_EQ(0, WSACleanup());
    EXPECT_NE(INVALID_SOCKET, static_cast<SOCKET>(stream_socket()));
}

TEST(Startup, AnOlderVersionIsGranted) {
    RULE("WSAStartup: the version used is the lower one");
    WSADATA data{};
    EXPECT_EQ(0, WSAStartup(MAKEWORD(1, 1), &data));
    EXPECT_EQ(MAKEWORD(1, 1), data.wVersion);
    EXPECT_EQ(0, WSACleanup());
}

TEST(Startup, VersionZeroIsError10092) {
    RULE("WSAStartup returns WSAVERNOTSUPPORTED, 10092");
    WSADATA data{};
    EXPECT_EQ(10092, WSAStartup(MAKEWORD(0, 0), &data));
}

TEST(Startup, BeforeItEveryCallIsError10093) {
    RULE("Errors: 10093 before WSAStartup");
    ASSERT_EQ(0, WSACleanup()) << "the suite's own";
    EXPECT_TRUE(fails_with(10093, socket(AF_INET, SOCK_STREAM, 0)));
    EXPECT_TRUE(fails_with(10093, WSACleanup()));
    WSADATA data{};
    ASSERT_EQ(0, WSAStartup(MAKEWORD(2, 2), &data));
    EXPECT_NE(INVALID_SOCKET, static_cast<SOCKET>(stream_socket()));
}

TEST(Errors, Tutorial) {
    RULE("WSAGetLastError: of this thread, set by the call that failed last");
    EXPECT_EQ(SOCKET_ERROR, closesocket(INVALID_SOCKET));
    EXPECT_EQ(10038, WSAGetLastError());
    EXPECT_EQ(10038, WSAGetLastError()) << "reading does not clear it";
    EXPECT_EQ(10038U, GetLastError()) << "one number for both";
}

TEST(Errors, AreSetByHandToo) {
    RULE("WSASetLastError, SetLastError");
    WSASetLastError(10035);
    EXPECT_EQ(10035U, GetLastError());
    SetLastError(87);
    EXPECT_EQ(87, WSAGetLastError());
}

TEST(Errors, EachThreadHasItsOwn) {
    RULE("WSAGetLastError: of this thread");
    const Event go, done;
    Thread other([&] {
        EXPECT_TRUE(arrives(go));
        EXPECT_EQ(SOCKET_ERROR, closesocket(INVALID_SOCKET));
        EXPECT_EQ(10038, WSAGetLastError());
        EXPECT_TRUE(WSASetEvent(done));
    });
    WSASetLastError(10035);
    EXPECT_TRUE(WSASetEvent(go));
    EXPECT_TRUE(arrives(done));
    EXPECT_EQ(10035, WSAGetLastError());
    other.join();
}

TEST(Sockets, Tutorial) {
    RULE("socket, bind, listen, getsockname");
    const Socket listener(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    ASSERT_NE(INVALID_SOCKET, static_cast<SOCKET>(listener));
    // Port 0: the system chooses one ...
    EXPECT_EQ(0, bind_to(listener, loopback(0)));
    EXPECT_EQ(0, listen(listener, SOMAXCONN));
    // ... and tells which.
    const sockaddr_in name = name_of(listener);
    EXPECT_EQ(AF_INET, name.sin_family);
    EXPECT_NE(0, ntohs(name.sin_port));
    EXPECT_EQ(htonl(INADDR_LOOPBACK), name.sin_addr.S_un.S_addr);
}

TEST(Sockets, WSASocketIsTheSame) {
    RULE("WSASocket: with WSA_FLAG_OVERLAPPED it is socket()");
    const Socket s(WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, WSA_FLAG_OVERLAPPED));
    ASSERT_NE(INVALID_SOCKET, static_cast<SOCKET>(s));
    EXPECT_EQ(0, bind_to(s, loopback()));
}

TEST(Sockets, AnUnknownFamilyIsError10047) {
    RULE("Errors: socket: the address family is not supported");
    EXPECT_TRUE(fails_with(10047, socket(99, SOCK_STREAM, 0)));
}

TEST(Sockets, AProtocolOfAnotherTypeIsRefused) {
    RULE("Errors: socket: the protocol is not supported, or is the wrong type");
    EXPECT_TRUE(fails_with(10043, socket(AF_INET, SOCK_STREAM, IPPROTO_UDP)));
    EXPECT_TRUE(fails_with(10043, socket(AF_INET, SOCK_DGRAM, IPPROTO_TCP)));
}

TEST(Sockets, AnUnknownTypeIsError10044) {
    RULE("Errors: socket: the socket type is not supported");
    EXPECT_TRUE(fails_with(10044, socket(AF_INET, 77, 0)));
}

TEST(Sockets, AnAddressInUseIsError10048) {
    RULE("Errors: bind: the address is in use");
    const Socket listener = listening_socket();
    EXPECT_TRUE(fails_with(10048, bind_to(stream_socket(), name_of(listener))));
}

TEST(Sockets, AConnectedClientsAddressIsInUseToo) {
    RULE("Errors: bind: the address is in use");
    const Pair pair;
    WSASetLastError(0);
    bind_to(stream_socket(), name_of(pair.client));
    expect_as_listed(Difference::bind_to_a_clients_address, 10048, WSAGetLastError());
}

TEST(Sockets, ASecondBindIsError10022) {
    RULE("Errors: bind: the socket is already bound");
    const Socket s = stream_socket();
    EXPECT_EQ(0, bind_to(s, loopback()));
    EXPECT_TRUE(fails_with(10022, bind_to(s, loopback())));
}

TEST(Sockets, AnAddressOfNobodyHereIsError10049) {
    RULE("Errors: bind: the address is not local");
    sockaddr_in address = loopback();
    address.sin_addr.s_addr = inet_addr("192.0.2.1");
    EXPECT_TRUE(fails_with(10049, bind_to(stream_socket(), address)));
}

TEST(Sockets, AnAddressThatIsTooShortIsError10014) {
    RULE("Errors: bind: the address is too small");
    const sockaddr_in address = loopback();
    EXPECT_TRUE(
        fails_with(10014, bind(stream_socket(), reinterpret_cast<const sockaddr*>(&address), 4)));
}

TEST(Sockets, ListeningUnboundIsError10022) {
    RULE("Errors: listen: the socket is not bound");
    EXPECT_TRUE(fails_with(10022, listen(stream_socket(), 5)));
}

TEST(Sockets, ADatagramSocketCannotListenError10045) {
    RULE("Errors: listen: the socket is not of a type that listens");
    const Socket s = datagram_socket();
    EXPECT_EQ(0, bind_to(s, loopback()));
    EXPECT_TRUE(fails_with(10045, listen(s, 5)));
}

TEST(Sockets, AnUnboundSocketHasNoNameError10022) {
    RULE("Errors: getsockname: the socket has not been bound");
    sockaddr_in address{};
    int length = sizeof(address);
    EXPECT_TRUE(fails_with(
        10022, getsockname(stream_socket(), reinterpret_cast<sockaddr*>(&address), &length)));
}

TEST(Sockets, ANameNeedsRoomError10014) {
    RULE("Errors: getsockname, getpeername: namelen is too small");
    const Pair pair;
    sockaddr_in address{};
    int length = 4;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    EXPECT_TRUE(fails_with(10014, getsockname(pair.client, raw, &length)));
    EXPECT_TRUE(fails_with(10014, getpeername(pair.client, raw, &length)));
}

TEST(Sockets, AServersAddressIsFreeAgainAfterItsClientsHaveLeft) {
    RULE("bind: an address whose connections only wait in TIME_WAIT is free");
    Socket listener = listening_socket();
    const sockaddr_in address = name_of(listener);
    Socket client = client_of(listener);
    Socket server = accept_from(listener);
    server.close();  // the server closes first: its end has the TIME_WAIT
    EXPECT_EQ("", receive_to_end(client));
    client.close();
    listener.close();
    const Socket next = stream_socket();
    EXPECT_EQ(0, bind_to(next, address)) << WSAGetLastError();
    EXPECT_EQ(0, listen(next, 5));
}

TEST(Sockets, NoSocketIsCalled0) {
    RULE("Facts: Enum: closed socket: 10038, event not reset");
    {
        std::vector<Socket> sockets;  // and for each a call that finds it, before all are closed
        for (int i = 0; i < 140; ++i) make_nonblocking(sockets.emplace_back(stream_socket()));
    }
    u_long on = 1;
    EXPECT_TRUE(fails_with(10038, ioctlsocket(0, FIONBIO, &on)));
    const Event event;
    EXPECT_TRUE(WSASetEvent(event));
    WSANETWORKEVENTS events{};
    EXPECT_TRUE(fails_with(10038, WSAEnumNetworkEvents(0, event, &events)));
    EXPECT_TRUE(fails_with(10038, closesocket(0)));
}
