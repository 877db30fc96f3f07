#include "sim/judge/watchdog.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace winsock::sim {

namespace {

/// Whether a thread of the process is in this state: R, it would run if a busy machine let it; D,
/// it waits for the disk, from which its module is read.
bool has_thread_in_state(char state, pid_t process) {
    const std::string wanted = std::string(") ") + state;
    std::error_code error;
    const std::filesystem::path tasks = "/proc/" + std::to_string(process) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks, error)) {
        std::ifstream stat(task.path() / "stat");
        const std::string line((std::istreambuf_iterator<char>(stat)), {});
        const std::size_t name_end = line.rfind(')');
        if (name_end != std::string::npos && line.compare(name_end, 3, wanted) == 0) return true;
    }
    return false;
}

}  // namespace

double seconds_on(clockid_t clock) {
    timespec now{};
    if (clock_gettime(clock, &now) != 0) return -1;
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Watchdog::Watchdog(pid_t process, double share)
    : process_(process), share_(share), known_(clock_getcpuclockid(process, &clock_) == 0) {}

bool Watchdog::has_hung(std::uint64_t heartbeat) {
    const double used = known_ ? seconds_on(clock_) : -1;
    const double now = seconds_on(CLOCK_MONOTONIC);
    if (heartbeat != heartbeat_ || began_ == 0) {
        heartbeat_ = heartbeat;
        began_ = asleep_since_ = now;
        used_ = used_at_begin_ = used;
        return false;
    }
    if (used > used_ + 0.01) {
        used_ = used;
        asleep_since_ = now;
    }
    if (used - used_at_begin_ > share_ * longest_work) return true;
    if (now - asleep_since_ <= share_ * longest_sleep) return false;
    const bool waits_for_disk = now - began_ < longest_disk && has_thread_in_state('D', process_);
    if (waits_for_disk || has_thread_in_state('R', process_)) asleep_since_ = now;
    return asleep_since_ != now;
}

}  // namespace winsock::sim
