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
