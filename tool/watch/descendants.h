#pragma once

namespace out_of_step::descendants {

/// From now on a process that has lost its parent is ours, if we have started it or one of those
/// that led to it; so none is out of sight. On systems other than Linux this does nothing.
void adopt();

/// Sends the signal to every process that we have started, and to all that those have started,
/// whatever groups and sessions they have made. Returns how many still run; on systems other than
/// Linux always 0.
int signal_all(int signal);

/// The number of those that still run.
inline int count() { return signal_all(0); }

/// Ends them all, and sees them off. Returns when none is left; or after two seconds, since no
/// process that cannot be ended may hold us up. Only while nobody waits for a child of ours.
void end_all();

/// Sees off those that were adopted and have ended. Only while nobody waits for a child of ours.
void see_off();

}  // namespace out_of_step::descendants
