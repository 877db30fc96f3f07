// Measures every model in the same run, in turn.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "figures.h"
#include "models.h"

namespace twelve_hundred {

struct Plan {
    std::vector<int> sizes = {60, 315, 630, 1260, 2520, 5040, 10'000};
    std::vector<const Model*> models;
    double seconds = 2;              // that each works with all active, and again with few
    int cpu = -1;                    // the one that all of it shares; -1: the last that we may use
    std::filesystem::path programs;  // the folder that load and the models are in
    std::filesystem::path server;    // lesson 22's
    std::filesystem::path wine;      // what starts a Windows program; empty: these are not
    std::filesystem::path windows_programs;  // then the folder of the models
    std::string no_server;                   // why there is none, if so
};

// How long it takes on a machine with nothing else to do, about.
double seconds_for(const Plan& plan);

// For whoever waits and may want to stop.
struct Watcher {
    // What is being done, and how much of the whole is done already, from 0 to 1.
    std::function<void(const std::string& doing, double done)> progress;
    // One size with one number of active clients has been measured.
    std::function<void(const Figures& so_far, int connections, int active)> measured;
    std::function<bool()> stop;
};

// A model that fails is missing from then on, at this size. Returns what it has when stopped.
Figures measure(const Plan& plan, const Watcher& watcher);

}  // namespace twelve_hundred
