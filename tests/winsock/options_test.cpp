// Socket options, ioctlsocket, byte order and addresses as text.
#include "contract.h"

using namespace contract;

namespace {

int get(SOCKET s, int level, int option) {
    int value = 0, length = sizeof(value);  // zero: a BOOL may be written as one byte
    EXPECT_EQ(0, getsockopt(s, level, option, reinterpret_cast<char*>(&value), &length))
        << "option " << option << ": " << WSAGetLastError();
    return value;
}

void set(SOCKET s, int level, int option, int value) {
    EXPECT_EQ(0, setsockopt(s, level, option, reinterpret_cast<const char*>(&value), sizeof(value)))
        << "option " << option << ": " << WSAGetLastError();
}

}  // namespace

TEST(Options, Tutorial) {
    RULE("setsockopt, getsockopt");
    const Socket s = stream_socket();
    EXPECT_EQ(0, get(s, SOL_SOCKET, SO_KEEPALIVE));
    set(s, SOL_SOCKET, SO_KEEPALIVE, 1);
    EXPECT_NE(0, get(s, SOL_SOCKET, SO_KEEPALIVE));
    set(s, SOL_SOCKET, SO_KEEPALIVE, 0);
    EXPECT_EQ(0, get(s, SOL_SOCKET, SO_KEEPALIVE));
}

TEST(Options, SO_TYPETellsWhatASocketIs) {
    RULE("getsockopt: SO_TYPE");
    EXPECT_EQ(SOCK_STREAM, get(stream_socket(), SOL_SOCKET, SO_TYPE));
    EXPECT_EQ(SOCK_DGRAM, get(datagram_socket(), SOL_SOCKET, SO_TYPE));
}

TEST(Options, SO_ERRORIsZeroWhenNothingIsWrong) {
    RULE("getsockopt: SO_ERROR");
    const Pair pair;
    EXPECT_EQ(0, get(pair.client, SOL_SOCKET, SO_ERROR));
}

TEST(Options, SO_ERRORTellsWhyAConnectHasFailed) {
    RULE("getsockopt: SO_ERROR");
    const Event event;
    const Socket nobody = bound_socket(), client = stream_socket();
    select(client, event, FD_CONNECT);
    EXPECT_TRUE(fails_with(10035, connect_to(client, name_of(nobody))));
    ASSERT_TRUE(arrives(event));
    EXPECT_EQ(10061, get(client, SOL_SOCKET, SO_ERROR));
}

TEST(Options, SO_ACCEPTCONNTellsAListener) {
    RULE("getsockopt: SO_ACCEPTCONN");
    EXPECT_EQ(0, get(stream_socket(), SOL_SOCKET, SO_ACCEPTCONN));
    EXPECT_NE(0, get(listening_socket(), SOL_SOCKET, SO_ACCEPTCONN));
}

TEST(Options, BufferSizesAreWhatWasAskedFor) {
    RULE("setsockopt: SO_RCVBUF, SO_SNDBUF");
    const Socket s = stream_socket();
    set(s, SOL_SOCKET, SO_RCVBUF, 32'768);
    EXPECT_EQ(32'768, get(s, SOL_SOCKET, SO_RCVBUF));
    set(s, SOL_SOCKET, SO_SNDBUF, 40'000);
    EXPECT_EQ(40'000, get(s, SOL_SOCKET, SO_SNDBUF));
}

TEST(Options, TCP_NODELAYIsSwitchedOnAndOff) {
    RULE("setsockopt: TCP_NODELAY");
    const Socket s = stream_socket();
    EXPECT_EQ(0, get(s, IPPROTO_TCP, TCP_NODELAY));
    set(s, IPPROTO_TCP, TCP_NODELAY, 1);
    EXPECT_NE(0, get(s, IPPROTO_TCP, TCP_NODELAY));
}

TEST(Options, SO_REUSEADDRIsSwitchedOnAndOff) {
    RULE("setsockopt: SO_REUSEADDR");
    const Socket s = stream_socket();
    EXPECT_EQ(0, get(s, SOL_SOCKET, SO_REUSEADDR));
    set(s, SOL_SOCKET, SO_REUSEADDR, 1);
    EXPECT_NE(0, get(s, SOL_SOCKET, SO_REUSEADDR));
}

TEST(Options, ASwitchMayBeOneByte) {
    RULE("setsockopt: the Boolean options");
    for (const int option : {SO_KEEPALIVE, SO_BROADCAST, SO_OOBINLINE}) {
        const Socket s = option == SO_BROADCAST ? datagram_socket() : stream_socket();
        EXPECT_EQ(0, get(s, SOL_SOCKET, option));
        const char on = 1;
        EXPECT_EQ(0, setsockopt(s, SOL_SOCKET, option, &on, 1)) << "option " << option;
        EXPECT_NE(0, get(s, SOL_SOCKET, option)) << "option " << option;
    }
}

TEST(Options, SO_LINGERHoldsBothItsNumbers) {
    RULE("setsockopt: SO_LINGER, SO_DONTLINGER");
    const Socket s = stream_socket();
    const linger five_seconds{1, 5};
    EXPECT_EQ(0, setsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&five_seconds),
                            sizeof(five_seconds)));
    linger actual{};
    int length = sizeof(actual);
    EXPECT_EQ(0, getsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<char*>(&actual), &length));
    EXPECT_EQ(1, actual.l_onoff);
    EXPECT_EQ(5, actual.l_linger);
    EXPECT_EQ(0, get(s, SOL_SOCKET, SO_DONTLINGER));
}

TEST(Options, AnUnknownOneIsError10042) {
    RULE("Errors: the option is unknown or unsupported");
    const Socket s = stream_socket();
    int value = 0, length = sizeof(value);
    auto* raw = reinterpret_cast<char*>(&value);
    EXPECT_TRUE(fails_with(10042, getsockopt(s, SOL_SOCKET, 0x7777, raw, &length)));
    EXPECT_TRUE(fails_with(10042, setsockopt(s, SOL_SOCKET, 0x7777, raw, length)));
}

TEST(Options, AValueNeedsRoomError10014) {
    RULE("Errors: optlen is too small");
    const Socket s = stream_socket();
    int value = 0, length = 1;
    auto* raw = reinterpret_cast<char*>(&value);
    EXPECT_TRUE(fails_with(10014, setsockopt(s, SOL_SOCKET, SO_RCVBUF, raw, 1)));
    EXPECT_TRUE(fails_with(10014, getsockopt(s, SOL_SOCKET, SO_RCVBUF, raw, &length)));
    EXPECT_TRUE(fails_with(10014, setsockopt(s, SOL_SOCKET, SO_RCVBUF, nullptr, 4)));
}

TEST(Ioctl, FIONREADCountsWhatWaits) {
    RULE("ioctlsocket: FIONREAD");
    const Pair pair;
    EXPECT_EQ(0U, bytes_waiting(pair.server));
    send_text(pair.client, "abc");
    EXPECT_TRUE(bytes_arrive(pair.server, 3));
    EXPECT_EQ("a", receive_once(pair.server, 1));
    EXPECT_EQ(2U, bytes_waiting(pair.server));
}

TEST(Ioctl, FIONBIOIsEnoughForANonblockingSocket) {
    RULE("ioctlsocket: FIONBIO");
    const Pair pair;
    u_long on = 1, off = 0;
    char byte = 0;
    EXPECT_EQ(0, ioctlsocket(pair.server, FIONBIO, &on));
    EXPECT_TRUE(fails_with(10035, recv(pair.server, &byte, 1, 0)));
    EXPECT_EQ(0, ioctlsocket(pair.server, FIONBIO, &off));
    send_text(pair.client, "x");
    EXPECT_EQ(1, recv(pair.server, &byte, 1, 0));
}

TEST(Addresses, Tutorial) {
    RULE("Byte order: the network's is big-endian");
    EXPECT_EQ(0x3412, htons(0x1234));
    EXPECT_EQ(0x1234, ntohs(0x3412));
    EXPECT_EQ(0x78563412U, htonl(0x12345678));
    EXPECT_EQ(0x12345678U, ntohl(0x78563412));
    in_addr address{};
    address.S_un.S_addr = inet_addr("127.0.0.1");
    EXPECT_EQ(htonl(INADDR_LOOPBACK), address.s_addr);
    EXPECT_EQ(127, address.S_un.S_un_b.s_b1);
    EXPECT_EQ(1, address.S_un.S_un_b.s_b4);
    EXPECT_STREQ("127.0.0.1", inet_ntoa(address));
}

TEST(Addresses, inet_addrOfWhatIsNoAddressIsINADDR_NONE) {
    RULE("inet_addr");
    EXPECT_EQ(INADDR_NONE, inet_addr("localhost"));
    EXPECT_EQ(INADDR_NONE, inet_addr("1.2.3.256"));
    EXPECT_EQ(htonl(0x01020304), inet_addr("1.2.3.4"));
    EXPECT_EQ(htonl(0x7F000001), inet_addr("127.1")) << "the last number fills what is left";
}

TEST(Addresses, inet_ptonTakesFourNumbersAndNothingElse) {
    RULE("inet_pton: 1, or 0 if the text is no address, or -1 with 10047");
    in_addr address{};
    EXPECT_EQ(1, inet_pton(AF_INET, "192.0.2.7", &address));
    EXPECT_EQ(htonl(0xC0000207), address.s_addr);
    EXPECT_EQ(0, inet_pton(AF_INET, "127.1", &address));
    EXPECT_EQ(0, inet_pton(AF_INET, "192.0.2.256", &address));
    EXPECT_EQ(0, inet_pton(AF_INET, "localhost", &address));
    EXPECT_TRUE(fails_with(10047, inet_pton(99, "127.0.0.1", &address)));
}

TEST(Addresses, inet_ntopWritesFourNumbers) {
    RULE("inet_ntop: the text, or NULL");
    in_addr address{};
    address.s_addr = htonl(0xC0000207);
    char text[INET_ADDRSTRLEN];
    EXPECT_STREQ("192.0.2.7", inet_ntop(AF_INET, &address, text, sizeof(text)));
    EXPECT_TRUE(is_refused_with(10047, inet_ntop(99, &address, text, sizeof(text))));
    EXPECT_EQ(nullptr, inet_ntop(AF_INET, &address, text, 4));
}

TEST(Addresses, AWordIsMadeOfTwoBytesAndTakenApart) {
    RULE("MAKEWORD, LOBYTE, HIBYTE");
    EXPECT_EQ(0x0102, MAKEWORD(2, 1));
    EXPECT_EQ(2, LOBYTE(0x0102));
    EXPECT_EQ(1, HIBYTE(0x0102));
}
