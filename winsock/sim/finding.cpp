#include "sim/finding.h"

#include <stdexcept>

namespace winsock::sim {

const char* name_of(Detector detector) {
    switch (detector) {
        case Detector::byte_unread: return "byte unread";
        case Detector::byte_printed_wrong: return "byte printed wrong";
        case Detector::notification_dropped: return "notification dropped";
        case Detector::signal_lost: return "signal lost";
        case Detector::out_of_step: return "out of step";
        case Detector::spin: return "spin";
        case Detector::never_answered: return "never answered";
        case Detector::answered_late: return "answered late";
        case Detector::handle_leaked: return "handle leaked";
        case Detector::used_after_close: return "used after close";
        case Detector::closed_twice: return "closed twice";
        case Detector::array_overrun: return "array overrun";
        case Detector::invalid_wait: return "wait on an invalid set";
        case Detector::bytes_lost: return "bytes lost or repeated";
        case Detector::memory_grows: return "memory grows without bound";
        case Detector::misreported: return "misreported";
        case Detector::bytes_sent_wrong: return "bytes sent wrong";
        case Detector::garbage_sent: return "garbage sent";
        case Detector::deadlock: return "deadlock";
        case Detector::crash: return "crash";
        case Detector::hang: return "hang";
        case Detector::exits_early: return "exits early";
        case Detector::endless_output: return "endless output";
        case Detector::end_swallowed: return "end swallowed";
        case Detector::not_deterministic: return "not deterministic";
    }
    return "";
}

Detector detector_named(const std::string& name) {
    for (const Detector detector : all_detectors()) {
        if (name == name_of(detector)) return detector;
    }
    throw std::invalid_argument("no detector is called \"" + name + "\"");
}

Detectors all_detectors() {
    Detectors all;
    for (int i = 0; i < detector_count; ++i) all.insert(static_cast<Detector>(i));
    return all;
}

std::string Finding::symptom() const {
    std::string text = name_of(detector);
    if (!who.empty()) text += ": " + who;
    if (!call.empty()) text += ", in " + call;
    return text;
}

}  // namespace winsock::sim
