// What the parts of the benchmark share.
#pragma once

#include "process.h"

#include <filesystem>
#include <string>
#include <vector>

struct Options {
    double seconds = 4;  // of each server in a pair, in slices
    int pairs = 5;
    int echoes_traced = 20'000;
    double idle_seconds = 5;
    int cpu = -1;
    bool quick = false;  // a smoke run: shows the figures, does not judge them
    std::string only;
    std::filesystem::path csv;
};

struct Shape {
    const char* name;
    int connections, active, workers;
    double target;  // requests per second, of raw epoll's
};

inline const Shape shapes[] = {
    {"60 clients, 1 thread", 60, 60, 1, 0.95},
    {"630 clients, 10 threads", 630, 630, 10, 0.95},
    {"64 active of 5040, 80 threads", 5040, 64, 80, 0.90},
};

inline const char* const servers[] = {"echo_epoll", "echo_event_select"};

struct Result {
    double total = 0, seconds = 0, p50 = 0, p99 = 0, max = 0, least = 0, most = 0;
    double server_microseconds = 0;  // CPU time of the server for one echo
    double rate = 0;                 // echoes per second, while it was this server's turn
};

extern Options options;
extern std::filesystem::path programs;  // the folder that this program and the others are in

// Reads the command line into `options`; throws if it cannot.
void parse_options(int argc, char** argv);

// One line of the CSV file.
void note(const char* measurement, const std::string& shape, const char* server, int pair,
          double value, const char* unit);

// What to print for a target that is met or not. In a smoke run nothing is judged.
const char* judge(bool met);
bool all_targets_met();

// A server with its load connected to it, at rest.
struct Trial {
    Process server, load;

    // `work` is what load does when it gets its first line.
    Trial(const char* name, const Shape& shape, const std::vector<std::string>& work);

    // Closes the connections, then ends the server.
    void close();

private:
    Trial(const char* name, const Shape& shape, const std::vector<std::string>& work,
          const std::string& port);
};

// What load said.
Result parse_result(const std::string& line);

void measure_rates(const Shape& shape);
void count_system_calls();
void measure_idle();
void count_allocations();
