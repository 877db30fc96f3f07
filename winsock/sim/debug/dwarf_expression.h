#pragma once

#include <elfutils/libdw.h>

#include <cstdint>
#include <optional>

#include "sim/debug/stack_frame.h"

namespace winsock::sim {

/// What a DWARF expression may refer to.
struct Surroundings {
    std::uintptr_t load_base = 0;
    const StackFrame* frame = nullptr;      ///< none: only what lies at a fixed address is found
    Dwarf_Attribute* frame_base = nullptr;  ///< the function's DW_AT_frame_base, if it has one
};

/// The address that a variable's DW_AT_location describes; nothing if it has none (its value is in
/// a register, it is thread-local), or if it needs something that is not in `surroundings`.
std::optional<std::uintptr_t> address_at(Dwarf_Attribute& location,
                                         const Surroundings& surroundings);

/// The pointer that is stored at `address`, which may lie in a frame that sanitizers watch.
std::uintptr_t pointer_at(std::uintptr_t address);

}  // namespace winsock::sim
