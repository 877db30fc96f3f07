#pragma once

#include <sys/types.h>

#include <cstdint>
#include <ctime>

namespace winsock::sim {

/// On this clock; -1 if there is none.
double seconds_on(clockid_t clock);

/// Watches whether a process still makes progress.
///
/// Between two calls a program has little to do. The limits are of processor time where the process
/// runs, so a busy machine does not count, nor does a slow disk; only who sleeps is measured by the
/// clock on the wall.
class Watchdog {
public:
    static constexpr double longest_work = 1.5;   ///< seconds of processor time without a call
    static constexpr double longest_sleep = 2.0;  ///< seconds without a call and that
    static constexpr double longest_disk = 60.0;  ///< of these, while it waits for the disk
    static constexpr double little = 0.2;  ///< of the patience, where it is known that it hangs

    /// `share`: how much of the usual patience it has.
    Watchdog(pid_t process, double share);

    /// To be asked again and again, with what the process counts on.
    bool has_hung(std::uint64_t heartbeat);

private:
    pid_t process_;
    double share_;
    clockid_t clock_{};
    bool known_;
    std::uint64_t heartbeat_ = 0;
    double began_ = 0;
    double asleep_since_ = 0;
    double used_ = 0;
    double used_at_begin_ = 0;
};

}  // namespace winsock::sim
