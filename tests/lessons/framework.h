#pragma once

#include <string>
#include <vector>

#include "chapter_a.h"

// The servers of lesson 22: they are told how many clients a worker takes, and grow as they like.

namespace winsock::sim {

/// A worker takes so many clients.
inline Scenario each_takes(int most, const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.arguments = {std::to_string(most)};
    scene.echoes = true;
    scene.room = Scenario::most_clients;
    return scene;
}

/// The server is told to stop among these, and does.
inline Scenario stops(Scenario scene) {
    scene.ends = Ends::must;
    scene.exit_code = ExitCode::zero;
    return scene;
}

/// A connection holds 1 kB in each direction, and who reads nothing is kept as long as it is asked.
inline Scenario narrow(SlowReaders readers, const std::vector<std::string>& sentences) {
    Scenario scene = each_takes(2, sentences);
    scene.window = 1024;
    scene.slow_readers = readers;
    return scene;
}

/// Workers of the usual size.
inline Scenario full_house(int count, const std::vector<std::string>& more) {
    Scenario scene = scenario(joined(clients(count), more));
    scene.echoes = true;
    scene.room = Scenario::most_clients;
    return scene;
}

inline Scenario threads(std::size_t most, Scenario scene) {
    scene.threads_in_the_end = most;
    return scene;
}

/// Among others who go on, no word waits longer than a fair turn of each.
inline Scenario in_turn(Scenario scene) {
    scene.overtaken_at_most = 4 * static_cast<unsigned>(scene.clients.size() - 1);
    return scene;
}

inline Scenario prompt(Scenario scene) {
    scene.answer_within = 10;
    return scene;
}

}  // namespace winsock::sim
