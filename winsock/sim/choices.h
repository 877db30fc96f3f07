#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace winsock::sim {

/// One choice that was not the default: the execution is a list of these, and defaults elsewhere.
struct Deviation {
    std::uint32_t point = 0;    ///< which choice point of the execution, from 0
    std::uint16_t choices = 0;  ///< how many choices there were, the default among them
    std::uint16_t chosen = 0;   ///< which one was taken; 0 would be the default
    /// The state it was found in. 0 is not checked: a replay string does not know it.
    std::uint32_t state = 0;
    bool operator==(const Deviation&) const = default;
};

/// What an execution can do that its quiescent twin does not, besides the clients' actions.
enum class Misfortune : std::uint8_t {
    partial_send,
    short_read,
    spurious_wake,
    accept_fails,
    create_event_fails,
    event_select_fails,
    socket_fails,
    bind_fails,
    garbage_on_the_stack,
};
inline constexpr int misfortune_count = 9;

const char* name_of(Misfortune misfortune);

/// Decides at each choice point, and tells a visitor of those where nothing was decided before.
class Choices {
public:
    /// Sees each point that lies behind the last deviation.
    class Visitor {
    public:
        virtual ~Visitor() = default;
        /// True to go no further: what can follow from here has been seen.
        virtual bool at_free_point(std::uint32_t point, unsigned choices) = 0;
        /// The state at a point, as Deviation::state keeps it.
        virtual std::uint32_t state_now() = 0;
    };

    void begin(std::span<const Deviation> deviations, Visitor* visitor);

    /// One of `choices`, which are at least 2; 0 is the default.
    unsigned choose(unsigned choices);

    /// A deviation met other choices, or another state, than where it was found: with the same
    /// answers to the same calls the program did something else.
    bool diverged() const { return diverged_; }
    /// True once the visitor has had enough.
    bool pruned() const { return pruned_; }
    std::uint32_t points() const { return point_; }
    /// Whether every deviation has had its turn.
    bool used_up() const { return next_ == deviations_.size(); }

private:
    unsigned deviate(unsigned choices);

    std::span<const Deviation> deviations_;
    Visitor* visitor_ = nullptr;
    std::size_t next_ = 0;
    std::uint32_t point_ = 0;
    bool pruned_ = false;
    bool diverged_ = false;
};

inline unsigned Choices::choose(unsigned choices) {
    if (next_ < deviations_.size()) {
        if (deviations_[next_].point == point_) return deviate(choices);
    } else if (visitor_ != nullptr && !pruned_) {
        pruned_ = visitor_->at_free_point(point_, choices);
    }
    ++point_;
    return 0;
}

}  // namespace winsock::sim
