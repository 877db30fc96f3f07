#include "stage/watch.h"

#include <algorithm>

#include "stage/loop.h"

namespace out_of_step {

namespace {

constexpr double longest_gap_that_counts = 0.05;

}  // namespace

Watch::Watch(int process)
    : process_(process), first_(activity()), last_(first_), last_look_(now()) {}

// Under Wine a thread sleeps in the middle of a call until the wineserver has done its part, which
// on a busy machine may take seconds: asleep is who has nothing to wait for there.
std::optional<os_view::Activity> Watch::activity() {
    std::optional<os_view::Activity> activity = os_view::activity_of(process_);
    if (!wineserver_) wineserver_ = os_view::wineserver_of(process_);
    if (!activity || !wineserver_) return activity;
    if (const auto server = os_view::activity_of(*wineserver_)) {
        activity->all_asleep = activity->all_asleep && server->all_asleep;
        activity->switches += server->switches;
    }
    return activity;
}

void Watch::look() {
    const std::optional<os_view::Activity> activity = this->activity();
    const double time = now();
    const bool still_asleep = activity && last_ && activity->all_asleep && last_->all_asleep &&
                              activity->switches == last_->switches;
    quiet_ = still_asleep ? quiet_ + std::min(time - last_look_, longest_gap_that_counts) : 0;
    if (activity && first_) cpu_ = activity->cpu_seconds - first_->cpu_seconds;
    if (!first_) first_ = activity;
    last_ = activity;
    last_look_ = time;
}

}  // namespace out_of_step
