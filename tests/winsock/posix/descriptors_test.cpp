// What the port owes the system beneath it: every descriptor is given back.
#include <fcntl.h>

#include "../contract.h"

using namespace contract;

namespace {

int open_descriptors() {
    int count = 0;
    for (int fd = 0; fd < 1024; ++fd) count += fcntl(fd, F_GETFD) != -1 ? 1 : 0;
    return count;
}

}  // namespace

TEST(Descriptors, AreGivenBackByClosesocket) {
    { const Pair pair; }  // this thread's poller stays
    const int before = open_descriptors();
    {
        const Pair pair;
        EXPECT_EQ(before + 2, open_descriptors());
    }
    EXPECT_EQ(before, open_descriptors());
}

TEST(Descriptors, AreGivenBackWhenAResetEndsWhatWasStillToBeSent) {
    const Event never;
    const std::string much = pattern(8'000'000);
    EXPECT_FALSE(is_signalled(never));  // this thread's poller stays
    const int before = open_descriptors();
    for (int i = 0; i < 5; ++i) {
        Pair pair;
        make_nonblocking(pair.server);
        EXPECT_EQ(static_cast<int>(much.size()),
                  send(pair.server, much.data(), static_cast<int>(much.size()), 0));
        pair.server.close();
        reset(pair.client);
    }
    EXPECT_TRUE(eventually([&] {
        stays_quiet(never);
        return open_descriptors() == before;
    })) << open_descriptors() - before
        << " are left";
}
