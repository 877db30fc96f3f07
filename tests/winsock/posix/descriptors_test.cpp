// What the port owes the system beneath it: every descriptor is given back.
#include <fcntl.h>

#include <cstdlib>
#include <new>

#include "../contract.h"

using namespace contract;

namespace {

int open_descriptors() {
    int count = 0;
    for (int fd = 0; fd < 1024; ++fd) count += fcntl(fd, F_GETFD) != -1 ? 1 : 0;
    return count;
}

/// How many allocations of this thread go well before one fails; -1 for all of them.
thread_local int allocations_allowed = -1;

}  // namespace

void* operator new(std::size_t size) {
    if (allocations_allowed == 0) throw std::bad_alloc();
    if (allocations_allowed > 0) --allocations_allowed;
    if (void* const memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

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

TEST(Descriptors, AreGivenBackByAnAcceptThatFindsNoMemory) {
    const Event event;
    const Socket listener = listening_socket();
    select_and_take(listener, event, FD_ACCEPT | FD_READ);
    EXPECT_FALSE(is_signalled(event));  // this thread's poller stays
    bool accepted = false;
    for (int allowed = 0; !accepted; ++allowed) {
        const Socket client = client_of(listener);
        EXPECT_TRUE(arrives(event));
        bits(listener, event);
        const int before = open_descriptors();
        allocations_allowed = allowed;
        const Socket taken(accept(listener, nullptr, nullptr));
        allocations_allowed = -1;
        accepted = taken != INVALID_SOCKET;
        EXPECT_EQ(before + (accepted ? 1 : 0), open_descriptors()) << "allowed: " << allowed;
        ASSERT_LT(allowed, 100);
    }
}
