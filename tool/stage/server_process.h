#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stage/loop.h"
#include "stage/pipe.h"

namespace out_of_step {

/// The server as a child process, in a process group of its own. It never outlives this object,
/// nor an interruption of ours by Ctrl-C, hang-up or SIGTERM.
class ServerProcess {
public:
    /// Starts `command`; what it prints goes to `on_words`. Throws StageError if it cannot start.
    ServerProcess(Loop& loop, std::vector<std::string> command, Pipe::Reader on_words);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    int id() const { return id_; }

    /// It has ended, and everything that it printed has been read.
    bool has_ended() const;

    /// What it has written to stderr; if that is very much, the beginning and the end of it.
    std::string errors() const;

    /// How it ended, and the line of its stderr that says why, for example
    /// "exit code 1, Cannot use port 5000"; or what a sanitizer found, and the line of `source`.
    std::string last_words(const std::string& source) const;

    /// Of a process that has ended by itself; nothing if a signal has ended it.
    std::optional<std::int64_t> exit_code() const;

    /// Presses Ctrl-C, as it were: sends it SIGINT. Throws StageError on Windows.
    void tell_to_stop();

    /// Sends it SIGTERM. Without an answer it is killed with this object, as ever.
    void ask_to_end();

    /// From now on its next printf blocks. Throws StageError where that cannot be done.
    void hold_words_back() { output_.stop_up(); }

    void let_words_go() { output_.open_up(); }

private:
    void start(std::vector<std::string> command);
    void keep_errors(std::string_view text);
    void on_exit(std::int64_t status, int signal);
    void kill();
    void end_with_us();

    Loop& loop_;
    Pipe output_;
    Pipe errors_;
    Handle<uv_process_t> process_;
    std::vector<Handle<uv_signal_t>> interruptions_;
    int id_ = 0;
    bool running_ = false;
    double ended_at_ = 0;
    std::int64_t exit_status_ = 0;
    int exit_signal_ = 0;
    std::string first_errors_;
    std::string latest_errors_;  // what comes behind those
    bool errors_left_out_ = false;
};

}  // namespace out_of_step
