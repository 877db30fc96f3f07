// A child process of the benchmark.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include <sys/types.h>

// A process has said nothing for as long as it was waited for.
class TimedOut : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// It ends with us, but does not hear the Ctrl-C of our terminal.
class Process {
public:
    enum class Output {
        to_us,     // read_line() has it; its errors go where ours go
        to_nobody  // its errors are kept for last_words()
    };

    // Starts `command` on one CPU, its input a pipe from us. Throws std::runtime_error, like
    // everything here.
    Process(std::vector<std::string> command, int cpu, Output output = Output::to_us);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t id() const { return id_; }

    // The next line of its output, without the newline. Throws TimedOut.
    std::string read_line(double seconds);

    void write_line(const std::string& line = "");

    // True once it has ended, by itself or because we have ended it.
    bool has_ended();

    // How it has ended, in words: "exit code 1", "killed by signal 11".
    std::string how_it_ended() const;

    // The last line of its errors, "" if there are none.
    std::string last_words() const;

    // Its exit status; throws if it takes longer. `signal`, if not 0, is sent first.
    int end(int signal, double seconds);

    // As end(), and throws unless the status is 0.
    void finish(double seconds);

private:
    std::string name_;
    std::string unread_;
    pid_t id_ = -1;
    int status_ = 0;
    int input_ = -1;
    int output_ = -1;  // -1 if it goes to nobody
    int errors_ = -1;  // -1 if they go where ours go
};
