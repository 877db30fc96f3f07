#pragma once

#include <cstdint>
#include <vector>

#include "sim/recycled.h"

namespace winsock::sim {

/// Since when a client waits for what, in virtual ms: to be accepted, to be heard, to get back what
/// it has said.
class Patience {
public:
    /// @name What it waits for from now on
    /// @{
    void connects(std::uint64_t now) {
        connected_at_ = now;
        waits_to_be_accepted_ = true;
    }
    /// It has said this many bytes in all.
    void says(std::uint64_t bytes, std::uint64_t now) { said_.push_back({bytes, now}); }
    /// Who does not read cannot complain of being answered late, nor of being heard late by a
    /// server that has to keep what it hears until it can send it back.
    void reads_on(std::uint64_t now, bool answers_count) {
        for (std::size_t i = returned_; i < said_.size(); ++i) said_[i].answer_since = now;
        for (std::size_t i = heard_; answers_count && i < said_.size(); ++i) said_[i].since = now;
    }
    /// @}

    /// @name What it got: how long it has waited for that
    /// @{
    std::uint64_t was_accepted(std::uint64_t now) {
        waits_to_be_accepted_ = false;
        return noted(now - connected_at_);
    }
    /// This many bytes of it have been read, or have come back, in all.
    std::uint64_t was_heard(std::uint64_t bytes, std::uint64_t now);
    std::uint64_t was_answered(std::uint64_t bytes, std::uint64_t now);
    std::uint64_t longest() const { return longest_; }
    /// @}

    /// How long it has been waiting for what it has not got yet.
    std::uint64_t hash(std::uint64_t now, bool answers_count) const;

private:
    struct Saying {
        std::uint64_t bytes;  // said in all, with this
        std::uint64_t since;
        std::uint64_t answer_since = since;
    };
    std::uint64_t noted(std::uint64_t waited);

    std::uint64_t connected_at_ = 0;
    bool waits_to_be_accepted_ = false;
    std::vector<Saying, Recycled<Saying>> said_;
    std::size_t heard_ = 0;     // how many of them have been heard
    std::size_t returned_ = 0;  // how many have come back
    std::uint64_t longest_ = 0;
};

}  // namespace winsock::sim
