#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "stage/watch.h"

namespace out_of_step {

/// Proves that a program spins: it uses the processor, or prints, and that for nothing, because
/// meanwhile no byte moves.
class SpinProof {
public:
    /// What has moved so far, in bytes, is only asked for where it matters: that takes a while.
    using Moved = std::function<std::uint64_t()>;
    explicit SpinProof(Moved moved) : moved_(std::move(moved)) {}

    /// What has moved so far does not count.
    void begin() { last_moved_ = moved_(); }

    /// `printed` is how many bytes the program has printed in all. If it was worth something, it
    /// counts anew from here on.
    bool holds(Watch& watch, std::uint64_t printed);

private:
    Moved moved_;
    std::uint64_t last_moved_ = 0;
    std::uint64_t last_printed_ = 0;
};

}  // namespace out_of_step
