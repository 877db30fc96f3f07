#pragma once

#include <filesystem>

#include "course.h"

namespace out_of_step {

/// What `./lab watch` says around its checks. On a terminal each check has an empty screen. Where
/// there is none, or one that obeys nothing (TERM=dumb), a line stands before each check and one
/// behind, for whoever reads them by program:
///
///     == 23:59:59 check of lesson 03
///     == waiting for a save
class WatchScreen {
public:
    WatchScreen();

    /// Keys can be read, and their names are shown.
    bool has_keys() const { return keys_; }

    void say_check(const Lesson& lesson) const;
    void say_cancelled() const;
    /// `next`: the lesson after it, if there is one.
    void say_verdict(int exit_code, const Lesson& lesson, const Lesson* next) const;
    void say_waiting(const std::filesystem::path& file) const;
    void say_missing(const std::filesystem::path& file) const;
    void say_last(const Lesson& lesson) const;
    void say_keys() const;

private:
    bool terminal_;
    bool keys_;
};

}  // namespace out_of_step
