#pragma once

#include "sim/report/program_view.h"
#include "sim/report/trace.h"
#include "sim/world.h"

namespace winsock::sim {

// The world as it is now, with marks for names (marks.h).

/// Sockets, events and clients; not the arrays, which are the program's.
State snapshot(World& world);

/// The arrays, slot by slot.
ArraysState slots_of(World& world, const ProgramView::Contents& contents);

}  // namespace winsock::sim
