#pragma once

#include <filesystem>
#include <functional>

namespace out_of_step {

/// Only one at a time builds in a build tree: two builds would write the same files. The launcher
/// and every `./lab run` hold this lock while they build, and only then.
///
/// It is the system's lock on the file .lab-lock there, so it goes with its owner, however that
/// ends. Where there is no such lock (Windows, some network drives) nobody waits.
class BuildLock {
public:
    /// Waits until nobody else has it, and calls `meanwhile` all that time.
    BuildLock(const std::filesystem::path& build, const std::function<void()>& meanwhile);
    ~BuildLock();
    BuildLock(const BuildLock&) = delete;
    BuildLock& operator=(const BuildLock&) = delete;

private:
    int file_ = -1;
};

}  // namespace out_of_step
