// What another thread can do to a recv that waits, where the documentation says nothing.
#include "../contract.h"

using namespace contract;

TEST(BlockingHere, ShutdownEndsARecvThatWaits) {
    const Pair pair;
    const Event done;
    int received = -2;
    Thread reader([&] {
        char byte = 0;
        received = recv(pair.server, &byte, 1, 0);
        EXPECT_TRUE(WSASetEvent(done));
    });
    EXPECT_EQ(0, shutdown(pair.server, SD_BOTH));  // before it waits: then it fails
    EXPECT_TRUE(arrives(done));
    reader.join();
    EXPECT_LE(received, 0);
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
