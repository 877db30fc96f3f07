#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/debug/debug_info.h"

namespace winsock::sim {

/// One function's frame on the calling thread's stack, while the function is in a call.
///
/// Registers bear their DWARF numbers. Known are the ones that a callee preserves, with the values
/// they have for this function, and the stack pointer: a compiler names no others for a variable
/// that must be found during a call.
class StackFrame {
public:
    std::uintptr_t pc = 0;   ///< inside the call instruction: one before the return address
    std::uintptr_t cfa = 0;  ///< canonical frame address

    std::optional<std::uintptr_t> register_value(unsigned number) const;
    void set_register(unsigned number, std::uintptr_t value);

private:
    std::array<std::optional<std::uintptr_t>, 32> registers_;
};

/// The innermost frame whose call is in one of `code`'s ranges; nothing if there is none.
std::optional<StackFrame> innermost_frame(std::span<const CodeRange> code);

/// Every frame whose call is in one of them, the innermost first.
std::vector<StackFrame> frames_in(std::span<const CodeRange> code);

}  // namespace winsock::sim
