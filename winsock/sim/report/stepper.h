#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/stepper_keys.h"
#include "sim/report/trace.h"
#include "sim/report/window.h"

namespace winsock::sim {

/// What can be looked at step by step.
struct Steppable {
    std::string promise;  ///< its name
    Trace trace;
    std::optional<Trace> passing;  ///< the nearest execution that passes
    std::optional<Window> window;
    std::string source;  ///< the program; may be empty
};

/// An execution, a screen for each step, and beside it the nearest one that passes. It knows
/// nothing of terminals: a key moves it, and it says what stands on the screen.
class Stepper {
public:
    explicit Stepper(Steppable what);

    /// The lines from the top down, `rows` of them, none longer than `columns`; ASCII. Of wide
    /// screens 100 columns are used. On one that is too small stands that it is.
    std::vector<std::string> screen(std::size_t rows, std::size_t columns) const;

    /// Moves. StepperKey::end does nothing: that is the caller's.
    void press(StepperKey key);

    /// The step that is shown, from 0, and whether it is one of the execution that passes.
    std::size_t place() const { return place_; }
    bool shows_passing() const { return shows_passing_; }

    static constexpr std::size_t least_rows = 20;
    static constexpr std::size_t least_columns = 40;

private:
    const Trace& shown() const { return shows_passing_ ? *what_.passing : what_.trace; }
    void move_to(std::size_t place);
    void go_to_special();
    void change_sides();
    std::size_t same_place_on_the_other_side() const;

    std::vector<std::string> title(std::size_t width) const;
    std::string side_text() const;
    std::vector<std::string> said(std::size_t width) const;
    std::vector<std::string> end_text(std::size_t width) const;
    std::string no_passing_text() const;
    std::vector<std::string> help(std::size_t rows, std::size_t width) const;

    Steppable what_;
    std::vector<std::string> source_;
    std::size_t common_ = 0;    // steps that both have from the beginning
    std::size_t inserted_ = 0;  // unlucky moments behind them, which only the failing one has
    bool shows_passing_ = false;
    std::size_t place_ = 0;
    std::optional<std::size_t> left_at_;  // where the other side was, if nobody has moved since
    std::string message_;                 // about the key that was pressed last
    bool shows_help_ = false;
};

}  // namespace winsock::sim
