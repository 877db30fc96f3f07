// A server and its load: how every figure here is made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "process.h"

// What load's report says.
struct Counted {
    double total = 0, seconds = 0, p50 = 0, p99 = 0, max = 0, least = 0, most = 0;

    double rate() const { return total / seconds; }  // echoes per second
};

// Throws std::runtime_error if it counts nothing.
Counted parse_report(const std::string& line);

class Trial {
public:
    // Starts the server: `command`, then a port of its own, then `arguments`. Waits until it
    // listens.
    Trial(std::vector<std::string> command, const std::vector<std::string>& arguments, int cpu);

    // Starts the load, and returns when everything is connected and served. An echo may take
    // `patience` seconds.
    void connect(const std::string& load, int connections, int patience = 5);

    // From now on so many are active; a slice that does not count warms them up.
    void activate(int active, double warm_up_seconds);

    void slice(double seconds);
    void echoes(int count);

    // What the slices since activate() have counted.
    Counted report();

    // Looks whether somebody was dropped, closes the connections, then ends the server.
    void close();

    pid_t server() const { return server_.id(); }
    pid_t load() const { return load_->id(); }

private:
    std::string what_load_says(double seconds, const std::string& doing);
    std::string answer(const std::string& command, double seconds);
    [[noreturn]] void fail(const std::string& what);

    int cpu_;
    int port_;
    int patience_ = 5;
    Process server_;
    std::optional<Process> load_;
};

// How long a slice is in which so many clients work: a tenth of a second, or several rounds.
double slice_seconds(int active);

// Servers and loads inherit it: a Winsock program cannot ask. False if the hard limit is lower.
bool raise_descriptor_limit(std::size_t needed);
