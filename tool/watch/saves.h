#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <tuple>

#include "stage/loop.h"

namespace out_of_step {

/// Notices each save of one file, however it is saved: written in place, emptied first, another one
/// moved to its place, deleted and made anew, in another folder behind a link, on a network drive
/// that reports nothing, by two clocks that disagree.
///
/// The system's reports only make it quick. What counts is what can be seen: the file is looked at
/// four times a second, its bytes are read when anything about it has changed, and it is a save
/// when they differ from those that were taken last. Nothing lies between the two, so no save is
/// lost; of several in a row the last one is told. A file at rest costs a stat() each time.
class Saves {
public:
    struct Listener {
        /// There is something else now than what was taken, and it has been at rest for 50 ms.
        std::function<void()> on_save;
        /// There has been no file for a second. When there is one again, that is a save.
        std::function<void()> on_missing;
    };

    /// `file` need not be there.
    Saves(Loop& loop, std::filesystem::path file, Listener listener);

    /// Reads what is in the file now; from here on a save is what differs from that. Returns
    /// whether there is a file.
    bool take();

    /// What was taken last; nothing if there was no file.
    const std::optional<std::string>& taken() const { return taken_; }

    /// Reads the bytes again once they are at rest, even if nothing seems to have changed.
    void read_soon();

private:
    // Device, inode, size, and the seconds and nanoseconds of both times; of no file all are 0.
    using Stamp = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, long, long, long, long>;

    Stamp stamp() const;
    void poll();
    void settle();
    void compare();

    std::filesystem::path file_;
    Listener listener_;
    std::optional<std::string> taken_;
    Stamp seen_;
    double missing_since_ = 0;  // 0: it is there
    bool missing_told_ = false;
    Handle<uv_fs_event_t> reports_;
    Handle<uv_timer_t> poll_;
    Handle<uv_timer_t> settle_;
    Handle<uv_timer_t> once_more_;
};

}  // namespace out_of_step
