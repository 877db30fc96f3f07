#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/object.h"
#include "sim/debug/debug_info.h"
#include "sim/judge/promise.h"
#include "sim/scheduler.h"

namespace winsock::sim {

/// What can be seen of a program from inside one of its calls: where the call stands, and what the
/// two arrays hold. Needs what debug/ needs; without it nothing is seen.
class ProgramView {
public:
    /// Files below `source_root` are named relative to it; of others the name alone is left.
    ProgramView(ShownArrays arrays, std::string source_root)
        : arrays_(std::move(arrays)), source_root_(std::move(source_root)) {}

    /// The line of the call that returns to this address; nothing if it is not known.
    std::optional<SourceLine> line_of(const void* return_address);

    /// Finds the arrays anew if the thread runs the function that has them. To be asked on this
    /// thread; looks in the module whose line was asked for last.
    void look(const Thread& thread);

    /// What they hold.
    struct Contents {
        std::vector<HandleValue> sockets;
        std::vector<HandleValue> events;
        std::optional<std::int64_t> total;
    };
    /// Nothing while there are no such arrays.
    std::optional<Contents> contents() const;

private:
    std::optional<SourceLine> line_at(const void* return_address);
    DebugInfo* info_for(const void* address);

    const ShownArrays arrays_;
    const std::string source_root_;
    std::map<std::uintptr_t, DebugInfo> modules_;  // by load base: the program, and its twin
    std::optional<Located> sockets_, events_, total_;
    DebugInfo* module_ = nullptr;    // that the program runs
    const Thread* owner_ = nullptr;  // on whose stack they are
};

}  // namespace winsock::sim
