#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/judge/promise.h"

// Scenarios in which the program is the client, and S its server.

namespace winsock::sim {

/// The program tells these, in this order, and goes on or ends as it likes.
inline Scenario told(const std::vector<std::string>& sentences, std::vector<std::string> texts) {
    Scenario scene = scenario(sentences);
    scene.tells = std::move(texts);
    scene.ends = Ends::may;
    return scene;
}

/// It tells these, and ends with this exit code.
inline Scenario ended(const std::vector<std::string>& sentences, std::vector<std::string> texts,
                      ExitCode exit_code) {
    Scenario scene = told(sentences, std::move(texts));
    scene.ends = Ends::must;
    scene.exit_code = exit_code;
    return scene;
}

/// And this may befall it.
inline Scenario with(Scenario scene, std::set<Misfortune> misfortunes) {
    scene.misfortunes = std::move(misfortunes);
    return scene;
}

}  // namespace winsock::sim
