#pragma once

namespace winsock::sim {

class World;

/// Misreported, by what the program prints: see told.cpp for the rule, and Scenario::tells.
void judge_what_is_told(World& world);

/// Misreported, by how it ends: see Scenario::exit_code.
void judge_the_exit_code(World& world);

}  // namespace winsock::sim
