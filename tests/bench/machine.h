// What the operating system says about processes, ports and the CPU. What cannot be found out
// throws std::runtime_error.
#pragma once

#include <cstddef>
#include <string>

#include <sys/types.h>

// User and system time that a process has used, in seconds. The kernel gives it in ticks of 10 ms.
double cpu_seconds(pid_t id);

// How long a CPU has had nothing to do since the system started, in seconds.
double idle_seconds(int cpu);

// True when a tracer is attached to each of its threads.
bool is_traced(pid_t id);

// What a process takes: all of its threads together.
struct Footprint {
    std::size_t resident_bytes = 0;  // memory that it has touched
    std::size_t reserved_bytes = 0;  // addresses; thread stacks, above all
    int threads = 0;
};
Footprint footprint(pid_t id);

// A TCP port that is free at this moment.
int free_port();

// Whether somebody listens on the port of 127.0.0.1, or of all addresses, without connecting.
bool is_listening(int port);

// The last of the CPUs that we may use: the first ones have more to do.
int last_allowed_cpu();
