// The servers that lesson 23 measures beside each other.
#pragma once

#include <string>
#include <vector>

namespace twelve_hundred {

// What a worker of the course's servers holds: a wait takes 64 events, and one is its own.
constexpr int connections_of_a_worker = 63;

// 1,260 connections take 20 workers.
constexpr int workers_for(int connections) {
    return (connections + connections_of_a_worker - 1) / connections_of_a_worker;
}

struct Figures;

enum class Threads {
    its_own,     // the server decides
    workers,     // one for 63 connections
    one,         // for all
    connections  // one for each
};

struct Model {
    const char* key;      // in the CSV file
    const char* name;     // for people
    const char* program;  // built beside the runner; nullptr: the server that is measured
    Threads threads;
    const char* package;  // Debian's, that it needs; nullptr: none
    int look;             // its marker, dashes and colour
};

const std::vector<Model>& all_models();

// The Windows programs, for Wine. `framework` is the first of both.
const std::vector<Model>& windows_models();

// Of both; nullptr if there is none.
const Model* find_model(const std::string& key);

// Those that a run with these figures has measured.
const std::vector<Model>& models_of(const Figures& figures);

// What follows the port on its command line.
std::vector<std::string> arguments_for(const Model& model, int connections);

}  // namespace twelve_hundred
