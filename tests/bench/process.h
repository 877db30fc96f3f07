// A child process of the benchmark, and what /proc says about it.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

// Its input and output are pipes to us, its errors go where ours go. It ends with us.
class Process {
public:
    // Starts `command` on one CPU. Throws std::runtime_error, like everything here.
    Process(std::vector<std::string> command, int cpu);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t id() const { return id_; }

    // The next line of its output, without the newline.
    std::string read_line(double seconds);

    void write_line();

    // Its exit status; throws if it takes longer. `signal`, if not 0, is sent first.
    int end(int signal, double seconds);

    // As end(), and throws unless the status is 0.
    void finish(double seconds);

private:
    std::string name_;
    std::string unread_;
    pid_t id_ = -1;
    int input_ = -1;
    int output_ = -1;
};

// User and system time that a process has used, in seconds. The kernel gives it in ticks of 10 ms.
double cpu_seconds(pid_t id);

// How long a CPU has had nothing to do since the system started, in seconds.
double idle_seconds(int cpu);

// True when a tracer is attached to each of its threads.
bool is_traced(pid_t id);

// A TCP port that is free at this moment.
int free_port();
