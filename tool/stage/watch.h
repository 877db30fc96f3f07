#pragma once

#include <optional>

#include "stage/os_view.h"

namespace out_of_step {

/// Looks at a process again and again, and knows for how long it has slept and how much processor
/// time it has used since the watch began, or since it was told to forget.
class Watch {
public:
    explicit Watch(int process);

    /// To be called every few milliseconds.
    void look();

    /// How long every thread has been seen asleep, and none has run. Time in which nobody looked
    /// hardly counts: on a machine that stood still, the server stood still too, and that would
    /// prove nothing.
    double quiet_seconds() const { return quiet_; }

    double cpu_seconds() const { return cpu_; }
    /// Counts it from here on.
    void forget_cpu() {
        first_ = last_;
        cpu_ = 0;
    }

private:
    bool wineserver_sleeps();

    int process_;
    std::optional<int> wineserver_;
    std::optional<os_view::Activity> first_;
    std::optional<os_view::Activity> last_;
    double last_look_;
    double quiet_ = 0;
    double cpu_ = 0;
};

}  // namespace out_of_step
