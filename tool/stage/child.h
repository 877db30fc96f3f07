#pragma once

#include <functional>
#include <string>
#include <vector>

namespace out_of_step {

/// What a command has done.
struct Finished {
    int exit_code = 0;   ///< 128 and the signal's number if a signal ended it
    std::string output;  ///< stdout
    std::string errors;  ///< stderr
};

/// Runs a command to its end. Calls `meanwhile`, if there is one, about a hundred times a second,
/// with what it has written so far.
/// Throws StageError if it cannot be started. Ctrl-C ends it with us.
Finished run_to_end(std::vector<std::string> command,
                    const std::function<void(const Finished&)>& meanwhile = nullptr);

}  // namespace out_of_step
