#pragma once

#include <functional>

#include "stage/loop.h"

namespace out_of_step {

/// What is typed, key by key, while stdin is a terminal. The terminal does not show it, and Ctrl-C
/// is a key like any other. When this is gone, the terminal is as it was.
class Keys {
public:
    static constexpr char ctrl_c = 3;
    static constexpr char end = 4;  ///< Ctrl-D, or the terminal is gone
    static constexpr char ctrl_z = 26;

    /// Throws StageError if stdin is no terminal.
    Keys(Loop& loop, std::function<void(char)> on_key);
    ~Keys();
    Keys(const Keys&) = delete;
    Keys& operator=(const Keys&) = delete;

    /// The terminal is as it was, and what is typed is for somebody else, until resume().
    void pause();
    void resume();

private:
    void on_read(ssize_t count, const char* bytes);

    std::function<void(char)> on_key_;
    Handle<uv_tty_t> terminal_;
};

}  // namespace out_of_step
