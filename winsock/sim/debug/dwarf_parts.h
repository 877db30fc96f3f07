#pragma once

#include <elfutils/libdw.h>

#include <cstdint>
#include <vector>

#include "sim/debug/debug_info.h"

namespace winsock::sim {

/// See NamedPlace::parts. `variable` is no reference, and `whole` is its name and its place.
std::vector<Part> parts_around(Dwarf_Die& variable, Part whole, std::uintptr_t address);

}  // namespace winsock::sim
