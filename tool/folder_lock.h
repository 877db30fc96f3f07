#pragma once

#include <filesystem>
#include <functional>

namespace out_of_step {

/// Only one at a time writes in a folder: two builds would write the same files, two notes of
/// progress would lose one. The launcher and every `./lab run` hold it in the build tree while they
/// build, and only then.
///
/// It is the system's lock on the file .lab-lock there, so it goes with its owner, however that
/// ends. Where there is no such lock (Windows, some network drives) nobody waits.
class FolderLock {
public:
    /// Waits until nobody else has it, and calls `meanwhile` all that time.
    FolderLock(const std::filesystem::path& folder, const std::function<void()>& meanwhile);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int file_ = -1;
};

}  // namespace out_of_step
