#pragma once

#include <chrono>
#include <iosfwd>

#include "sim/judge/judge.h"

namespace winsock::sim {

/// For whoever waits in front of a terminal: from the fourth second on a line says what a judgement
/// is at. It is gone when the verdict comes.
class SignOfLife {
public:
    using Clock = std::chrono::steady_clock;

    /// Without a terminal, null, it says nothing.
    SignOfLife(const Lesson& lesson, std::ostream* terminal);
    ~SignOfLife();
    SignOfLife(const SignOfLife&) = delete;
    SignOfLife& operator=(const SignOfLife&) = delete;

    /// Says it, if it is time.
    void tell(const Progress& progress, Clock::time_point now = Clock::now());

private:
    const Lesson& lesson_;
    std::ostream* terminal_;
    Clock::time_point next_;
    bool said_ = false;
};

}  // namespace winsock::sim
