#include "stage/spin_proof.h"

#include <utility>

#include "stage/limits.h"

namespace out_of_step {

bool SpinProof::holds(Watch& watch, std::uint64_t printed) {
    const bool prints = printed - last_printed_ > limits::words_of_a_spin;
    if (!prints && watch.cpu_seconds() < limits::cpu_of_a_spin) return false;
    const std::uint64_t moved = moved_();
    if (std::exchange(last_moved_, moved) == moved) return true;
    watch.forget_cpu();
    last_printed_ = printed;
    return false;
}

}  // namespace out_of_step
