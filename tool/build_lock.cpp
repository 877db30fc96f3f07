#include "build_lock.h"

#ifndef _WIN32
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include <uv.h>
#endif

namespace out_of_step {

#ifdef _WIN32

BuildLock::BuildLock(const std::filesystem::path&, const std::function<void()>&) {}

BuildLock::~BuildLock() = default;

#else

namespace {

constexpr unsigned milliseconds_between_attempts = 20;
constexpr int for_everybody = 0666;

}  // namespace

BuildLock::BuildLock(const std::filesystem::path& build, const std::function<void()>& meanwhile)
    : file_(open((build / ".lab-lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, for_everybody)) {
    // A call that waits could not call anybody meanwhile.
    while (file_ != -1 && flock(file_, LOCK_EX | LOCK_NB) == -1) {
        if (errno != EWOULDBLOCK && errno != EINTR) return;
        meanwhile();
        uv_sleep(milliseconds_between_attempts);
    }
}

BuildLock::~BuildLock() {
    if (file_ != -1) close(file_);
}

#endif

}  // namespace out_of_step
