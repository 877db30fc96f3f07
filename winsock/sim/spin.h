#pragma once

#include <cstdint>
#include <vector>

#include "sim/api.h"

namespace winsock::sim {

class World;
struct Happening;

/// Sees when a program goes round and round: the same calls with the same results, while nothing in
/// the world changes and no time passes.
class SpinWatch {
public:
    /// From here on: a client has acted, or a call has blocked.
    void begin() {
        calls_.clear();
        next_look_ = first_look;
    }
    /// Throws EndOfExecution if the program has gone round often enough.
    void call_ended(World& world, const Happening& call);

private:
    struct Made {
        std::uint64_t hash;  // of the call, its result and the scene behind it
        Api api;
    };
    // A cycle counts once it has been gone round this often: a loop that tries a few times is none.
    static constexpr std::size_t rounds = 8;
    static constexpr std::size_t longest_cycle = 256;  // calls: a scan of 64 slots is four each
    static constexpr std::size_t first_look = 64;

    std::size_t period() const;

    std::vector<Made> calls_;
    std::size_t next_look_ = first_look;
    std::uint64_t time_ = 0;
};

}  // namespace winsock::sim
