// What the parts of the benchmark share.
#pragma once

#include "trial.h"

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
    std::filesystem::path framework;  // the program of lesson 22's solution
};

struct Shape {
    const char* name;
    int connections, active, workers;
    double least_rate;    // requests per second, of raw epoll's
    double most_slowest;  // the slowest echo, of raw epoll's; 0: not judged
};

// The port: the same program, once with Winsock and once without.
inline const Shape shapes[] = {
    {"60 clients, 1 thread", 60, 60, 1, 0.95, 0},
    {"630 clients, 10 threads", 630, 630, 10, 0.95, 0},
    {"64 active of 5040, 80 threads", 5040, 64, 80, 0.90, 0},
};

// Lesson 22's solution, whose threads come and go by themselves: 63 connections each.
inline const Shape framework_shapes[] = {
    {"5040 clients, 80 threads", 5040, 5040, 80, 0.90, 1.5},
    {"64 active of 5040, 80 threads", 5040, 64, 80, 0.90, 1.5},
};

// Raw epoll, and what is compared with it.
inline const char* const servers[] = {"epoll", "event_select"};
inline const char* const framework_servers[] = {"epoll", "framework"};

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

// How a server of that name is started, and what follows its port.
std::vector<std::string> program_of(const std::string& server);
std::vector<std::string> arguments_of(const std::string& server, const Shape& shape);

void measure_rates(const Shape& shape, const char* const (&compared)[2]);
void count_system_calls();
void measure_idle();
void count_allocations();
