#pragma once

#include <cstdint>
#include <optional>

#include "sim/debug/debug_info.h"
#include "sim/debug/dwarf_module.h"

namespace winsock::sim {

/// See DebugInfo::variable_around().
std::optional<NamedPlace> variable_around(DwarfModule& module, std::uintptr_t address);

}  // namespace winsock::sim
