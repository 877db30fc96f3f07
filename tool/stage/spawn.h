#pragma once

#include <string>
#include <vector>

#include "stage/loop.h"
#include "stage/pipe.h"

namespace out_of_step {

/// What a child process is started with. Its stdin is empty.
struct Child {
    std::vector<std::string> command;
    unsigned flags = 0;  ///< libuv's
    uv_exit_cb on_exit = nullptr;
    void* data = nullptr;  ///< for on_exit, in the handle
};

/// Starts it; what it writes goes into the two pipes. Throws StageError if it cannot be started.
Handle<uv_process_t> spawn(Loop& loop, Child child, const Pipe& output, const Pipe& errors);

}  // namespace out_of_step
