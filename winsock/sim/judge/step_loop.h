#pragma once

#include "sim/report/stepper.h"

namespace winsock::sim {

/// Whether somebody sits in front of us: stdin and stdout are a terminal that can be drawn on.
bool somebody_can_step();

/// Shows an execution on the terminal, and obeys keys until the end is asked for. Whatever ends it,
/// the terminal is as before; a signal that would have ended the process does so then.
void step_on_terminal(Stepper stepper);

}  // namespace winsock::sim
