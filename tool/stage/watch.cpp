#include "stage/watch.h"

#include <algorithm>

#include "stage/loop.h"

namespace out_of_step {

namespace {

constexpr double longest_gap_that_counts = 0.05;

}  // namespace

Watch::Watch(int process)
    : process_(process), first_(os_view::activity_of(process)), last_(first_), last_look_(now()) {}

// Under Wine a thread sleeps in the middle of a call until the wineserver has done its part, which
// on a busy machine may take seconds. It looks at its clock many times a second, so it is not asked
// whether it has run.
bool Watch::wineserver_sleeps() {
    if (!wineserver_) wineserver_ = os_view::wineserver_of(process_);
    if (!wineserver_) return true;
    const std::optional<os_view::Activity> activity = os_view::activity_of(*wineserver_);
    return !activity || activity->all_asleep;
}

void Watch::look() {
    const std::optional<os_view::Activity> activity = os_view::activity_of(process_);
    const double time = now();
    const bool still_asleep = activity && last_ && activity->all_asleep && last_->all_asleep &&
                              activity->switches == last_->switches;
    const double gap = std::min(time - last_look_, longest_gap_that_counts);
    if (!still_asleep) quiet_ = 0;
    if (still_asleep && wineserver_sleeps()) quiet_ += gap;
    if (activity && first_) cpu_ = activity->cpu_seconds - first_->cpu_seconds;
    if (!first_) first_ = activity;
    last_ = activity;
    last_look_ = time;
}

}  // namespace out_of_step
