#pragma once

#include <string>
#include <vector>

#include "stage/loop.h"

namespace out_of_step {

/// A lab command as a child process that writes where we do.
class LabProcess {
public:
    enum class Where {
        apart,     ///< in a process group of its own, with an empty stdin
        in_front,  ///< with our stdin, and with us when Ctrl-C is pressed
    };

    /// Throws StageError if it cannot be started.
    LabProcess(Loop& loop, std::vector<std::string> command, Where where);

    /// Calls end().
    ~LabProcess();
    LabProcess(const LabProcess&) = delete;
    LabProcess& operator=(const LabProcess&) = delete;

    bool is_running() const { return running_; }

    /// 128 and the signal's number if a signal has ended it.
    int exit_code() const { return exit_code_; }

    /// If it still runs: asks it to end, and after a second ends it and whatever it has started:
    /// compilers, judges, servers. Returns when nothing of all that is left; on systems other than
    /// Linux, when the command itself is gone. Turns the loop.
    void end();

private:
    void signal_group(int signal);

    Loop& loop_;
    Where where_;
    Handle<uv_process_t> process_;
    bool running_ = false;
    int exit_code_ = 0;
};

}  // namespace out_of_step
