#pragma once

#include <optional>

#include "sim/debug/debug_info.h"

namespace winsock::sim {

class Module;

/// @name What the debugging information says, to the detectors of overruns
/// @{
/// DebugInfo::variable_around(): slow.
std::optional<NamedPlace> variable_around(const Module& module, const void* memory);
/// DebugInfo::line_of(): slow.
std::optional<SourceLine> line_of(const Module& module, const void* return_address);
/// @}

/// Whether a variable could lie there: on this thread's stack, or among globals and statics.
bool may_be_a_variable(const Module& module, const void* memory);

}  // namespace winsock::sim
