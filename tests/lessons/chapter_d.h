#pragma once

#include <string>
#include <vector>

#include "sim/judge/promise.h"

// What every server of chapter D must do: many clients, two workers, and everything comes back.

namespace winsock::sim {

/// Two workers, who have room for 63 clients each. The servers send back what they hear.
inline Scenario shared_out(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.echoes = true;
    scene.room = 126;
    return scene;
}

/// The same with misfortunes.
inline Scenario shared_out(const std::vector<std::string>& sentences,
                           std::set<Misfortune> misfortunes) {
    Scenario scene = shared_out(sentences);
    scene.misfortunes = std::move(misfortunes);
    return scene;
}

/// C1 to C126, or so many, connect one after the other, and then this happens.
inline std::vector<std::string> after(int clients, const std::vector<std::string>& what) {
    std::vector<std::string> sentences;
    for (int i = 1; i <= clients; ++i) sentences.push_back("C" + std::to_string(i) + " connects");
    sentences.insert(sentences.end(), what.begin(), what.end());
    return sentences;
}

}  // namespace winsock::sim
