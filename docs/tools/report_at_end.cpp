// Linked to a server that a sanitizer looks at. A server has no end of its own, and what has been
// lost shows at the end: at SIGTERM it is looked for.
#include <csignal>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace {

void end(int) {
#if defined(__SANITIZE_ADDRESS__)
    __lsan_do_recoverable_leak_check();
#endif
    _exit(0);
}

const auto before = std::signal(SIGTERM, end);

}  // namespace
