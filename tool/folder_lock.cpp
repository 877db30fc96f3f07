#include "folder_lock.h"

#ifndef _WIN32
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include <uv.h>
#endif

namespace out_of_step {

#ifdef _WIN32

FolderLock::FolderLock(const std::filesystem::path&, const std::function<void()>&) {}

FolderLock::~FolderLock() = default;

#else

namespace {

constexpr unsigned milliseconds_between_attempts = 20;
constexpr int for_everybody = 0666;

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder, const std::function<void()>& meanwhile)
    : file_(open((folder / ".lab-lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, for_everybody)) {
    // A call that waits could not call anybody meanwhile.
    while (file_ != -1 && flock(file_, LOCK_EX | LOCK_NB) == -1) {
        if (errno != EWOULDBLOCK && errno != EINTR) return;
        meanwhile();
        uv_sleep(milliseconds_between_attempts);
    }
}

FolderLock::~FolderLock() {
    if (file_ != -1) close(file_);
}

#endif

}  // namespace out_of_step
