#pragma once

#include <string>
#include <vector>

#include "sim/judge/promise.h"

// What chapter A has taught holds for the server of chapter B, too, in each of its lessons.

namespace winsock::sim {

/// What chapter A was about.
inline const Detectors of_chapter_a{Detector::byte_unread,   Detector::notification_dropped,
                                    Detector::signal_lost,   Detector::out_of_step,
                                    Detector::spin,          Detector::never_answered,
                                    Detector::handle_leaked, Detector::used_after_close,
                                    Detector::closed_twice,  Detector::array_overrun,
                                    Detector::invalid_wait,  Detector::exits_early};

inline std::vector<std::string> clients(int count) {
    std::vector<std::string> sentences;
    for (int i = 1; i <= count; ++i) sentences.push_back("C" + std::to_string(i) + " connects");
    return sentences;
}

inline std::vector<std::string> joined(std::vector<std::string> all,
                                       const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// That a full house costs nobody, and that nobody is overtaken by who goes on.
inline void promise_room_and_turns(Lesson& lesson) {
    lesson
        .promise("AFullHouseCostsNobody",
                 "With sixty-three clients inside, the next is turned away, and the others are "
                 "heard.")
        .judged_by(of_chapter_a)
        .up_to(0)
        .in(joined(clients(65), {"C63 says hello", "C1 leaves", "D connects", "D says hello"}));

    // As in lesson 11, who reads everybody four times in each turn is fair enough.
    Scenario loud = scenario({"A connects", "B connects", "A says 3000 bytes", "B says b"});
    loud.overtaken_at_most = 4;
    lesson
        .promise("NobodyIsOvertakenByWhoGoesOn",
                 "While one client talks and talks, the others are heard.")
        .judged_by({Detector::never_answered, Detector::byte_unread, Detector::spin})
        .in(loud);
}

}  // namespace winsock::sim
