// What another thread can do to a recv that waits, where the documentation says nothing.
#include "../contract.h"

using namespace contract;

namespace {

/// What a recv says that waits on `s` while `wake()` is called; if it comes only afterwards, what
/// it says then.
template <typename Wake>
int woken(SOCKET s, Wake wake) {
    const Event done;
    int received = -2;
    Thread reader([&] {
        char byte = 0;
        received = recv(s, &byte, 1, 0);
        EXPECT_TRUE(WSASetEvent(done));
    });
    Sleep(20);  // nearly always it waits by then
    wake();
    EXPECT_TRUE(arrives(done));
    reader.join();
    return received;
}

}  // namespace

TEST(BlockingHere, ShutdownEndsARecvThatWaits) {
    for (const int how : {SD_RECEIVE, SD_BOTH}) {
        const Pair pair;
        const int received = woken(pair.server, [&] { EXPECT_EQ(0, shutdown(pair.server, how)); });
        EXPECT_TRUE(received == 0 || received == -1);
    }
}

TEST(BlockingHere, ShutdownEndsARecvOfADatagramThatWaits) {
    const Socket one = datagram_socket(), other = datagram_socket();
    ASSERT_EQ(0, bind_to(other, loopback()));
    ASSERT_EQ(0, connect_to(one, name_of(other)));
    const int received = woken(one, [&] { EXPECT_EQ(0, shutdown(one, SD_RECEIVE)); });
    EXPECT_TRUE(received == 0 || received == -1);
    char byte = 0;
    EXPECT_TRUE(fails_with(10058, recv(one, &byte, 1, 0)));
}

TEST(BlockingHere, SD_RECEIVEEndsARecvThatWaitsAndIsNotThePeersFIN) {
    const Pair pair;
    const Event event;
    char bytes[10] = {};
    int received = 0;
    send_text(pair.client, "half!");
    EXPECT_TRUE(bytes_arrive(pair.server, 5));
    Thread reader([&] { received = recv(pair.server, bytes, sizeof bytes, MSG_WAITALL); });
    // A call holds its socket but while it waits: so it waits now.
    EXPECT_TRUE(eventually([&] { return bytes_waiting(pair.server) == 0; }));
    EXPECT_EQ(0, shutdown(pair.server, SD_RECEIVE));
    reader.join();
    EXPECT_EQ(5, received);
    select(pair.server, event, FD_READ | FD_CLOSE);
    EXPECT_TRUE(stays_quiet(event));
    EXPECT_EQ(0, bits(pair.server, event));
}
