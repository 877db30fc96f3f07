#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace winsock::sim {

/// What can be wrong with an execution. Each has its own name, so that reasons can be told apart.
enum class Detector : std::uint8_t {
    byte_unread,
    byte_printed_wrong,
    notification_dropped,
    signal_lost,
    out_of_step,
    spin,
    never_answered,
    answered_late,
    handle_leaked,
    used_after_close,
    closed_twice,
    array_overrun,
    invalid_wait,
    bytes_lost,
    memory_grows,
    misreported,
    bytes_sent_wrong,
    garbage_sent,
    deadlock,
    // The process itself: seen by the parent of the process that runs the lesson.
    crash,
    hang,
    exits_early,
    endless_output,
    end_swallowed,
    not_deterministic,
};
inline constexpr int detector_count = static_cast<int>(Detector::not_deterministic) + 1;

/// "signal lost" and so on: the name that promises and pages use.
const char* name_of(Detector detector);
/// Throws std::invalid_argument for a name that no detector has.
Detector detector_named(const std::string& name);

/// One thing that is wrong with an execution.
struct Finding {
    Detector detector = Detector::byte_unread;
    std::string who;         ///< a client, or the handle it is about: "B", "eA"
    std::string call;        ///< the call in which it was seen; empty if it was seen at the end
    std::string detail;      ///< a sentence
    std::uint32_t step = 0;  ///< how many calls had been made

    /// "out of step: B, in WSAEnumNetworkEvents".
    std::string symptom() const;
};

using Detectors = std::set<Detector>;
Detectors all_detectors();

}  // namespace winsock::sim
