// What is the same for every kind of poller.

#include "posix/poller.h"

#include "posix/wait_set.h"

namespace winsock {

// The wake was meant for the owner. A thread that looked here and took it away gives it back.
void Poller::pass_on_wake() {
    if (owner.load() != &WaitSet::current() && owner_sleeps.load()) wake();
}

}  // namespace winsock
