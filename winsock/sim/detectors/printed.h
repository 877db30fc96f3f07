#pragma once

#include <cstddef>
#include <cstdint>

namespace winsock::sim {

class World;

/// What one recv took out of what a client has said, and how much had been printed before.
struct Heard {
    unsigned client = 0;      ///< index into World::clients()
    std::uint64_t begin = 0;  ///< of what the client has said
    std::uint64_t size = 0;   ///< bytes
    std::size_t printed = 0;  ///< bytes of World::output()
};

/// Byte printed wrong: see printed.cpp for the rule. To be asked where Scenario::prints.
void judge_what_is_printed(World& world);

}  // namespace winsock::sim
