#include "sim/report/rounds.h"

#include <algorithm>

namespace winsock::sim {

void Rounds::add(std::uint64_t happening, std::size_t steps) {
    ring_[count_ % remembered] = {happening, steps};
    if (++count_ < next_look_) return;
    next_look_ = count_ + std::min(count_, remembered) / 4;
    const std::size_t length = period();
    if (length == 0) return;
    for (std::size_t i = count_ - length; i < count_; ++i) round_.push_back(made(i));
    steps_before_round_ = made(count_ - length - 1).steps;
    left_out_ = 0;
}

// The shortest round that was gone round `recorded_rounds` times; 0 if there is none.
std::size_t Rounds::period() const {
    const std::size_t known = std::min(count_, remembered) - 1;
    for (std::size_t length = 1; length <= longest && length * recorded_rounds <= known; ++length) {
        std::size_t i = count_ - length * (recorded_rounds - 1);
        while (i < count_ && made(i).happening == made(i - length).happening) ++i;
        if (i == count_) return length;
    }
    return 0;
}

bool Rounds::leave_out(std::uint64_t happening) {
    if (round_.empty()) return false;
    if (round_[left_out_ % round_.size()].happening != happening) return false;
    ++left_out_;
    return true;
}

std::optional<Rounds::LeftOut> Rounds::end() {
    if (round_.empty()) return std::nullopt;
    const std::size_t rest = left_out_ % round_.size();
    const LeftOut result{round_.back().steps - steps_before_round_, left_out_ / round_.size(),
                         rest == 0 ? 0 : round_[rest - 1].steps - steps_before_round_};
    round_.clear();
    count_ = 0;
    next_look_ = first_look;
    if (left_out_ == 0) return std::nullopt;
    return result;
}

}  // namespace winsock::sim
