#include "sim/detectors/patience.h"

#include <algorithm>

#include "sim/history.h"

namespace winsock::sim {

std::uint64_t Patience::was_heard(std::uint64_t bytes, std::uint64_t now) {
    std::uint64_t waited = 0;
    for (; heard_ < said_.size() && said_[heard_].bytes <= bytes; ++heard_) {
        waited = std::max(waited, now - said_[heard_].since);
    }
    return noted(waited);
}

std::uint64_t Patience::was_answered(std::uint64_t bytes, std::uint64_t now) {
    std::uint64_t waited = 0;
    for (; returned_ < said_.size() && said_[returned_].bytes <= bytes; ++returned_) {
        waited = std::max(waited, now - said_[returned_].answer_since);
    }
    return noted(waited);
}

std::uint64_t Patience::noted(std::uint64_t waited) {
    longest_ = std::max(longest_, waited);
    return waited;
}

std::uint64_t Patience::hash(std::uint64_t now, bool answers_count) const {
    std::uint64_t hash = waits_to_be_accepted_ ? now - connected_at_ + 1 : 0;
    for (std::size_t i = heard_; i < said_.size(); ++i) hash = mix(hash, now - said_[i].since);
    for (std::size_t i = returned_; answers_count && i < said_.size(); ++i) {
        hash = mix(hash, now - said_[i].answer_since);
    }
    return hash;
}

}  // namespace winsock::sim
