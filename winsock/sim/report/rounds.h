#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace winsock::sim {

/// Sees when what is recorded only repeats itself, so that a program which goes round thousands of
/// times is recorded a few times, and counted.
///
/// What happens is a number that is equal when the same happens in the same situation; it makes one
/// step of the recording, or some.
class Rounds {
public:
    /// Something happened, and the recording has `steps` steps with it.
    void add(std::uint64_t happening, std::size_t steps);

    /// Something happens: true if it continues the repetition, and need not be recorded.
    bool leave_out(std::uint64_t happening);

    /// What was left out behind the last step: its last `steps` steps came `times` times more, and
    /// then the first `rest` of them once more.
    struct LeftOut {
        std::size_t steps = 0;
        std::uint64_t times = 0;
        std::size_t rest = 0;
    };
    /// Ends the repetition. Nothing if nothing was left out.
    std::optional<LeftOut> end();

    bool leaves_out() const { return !round_.empty(); }

private:
    struct Made {
        std::uint64_t happening;
        std::size_t steps;  // that the recording had with it
    };
    static constexpr std::size_t longest = 256;  // of a round
    static constexpr std::size_t remembered = 1024;
    static constexpr std::size_t first_look = 32;
    static constexpr std::size_t recorded_rounds = 3;

    const Made& made(std::size_t number) const { return ring_[number % remembered]; }
    std::size_t period() const;

    std::array<Made, remembered> ring_{};
    std::size_t count_ = 0;
    std::size_t next_look_ = first_look;
    std::vector<Made> round_;  // while something is left out
    std::size_t steps_before_round_ = 0;
    std::uint64_t left_out_ = 0;
};

}  // namespace winsock::sim
