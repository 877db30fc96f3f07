#include "sim/judge/worker_end.h"

#include <string_view>

namespace winsock::sim {

Finding finding_of(const WorkerEnd& end, const InFlight& page) {
    Finding finding;
    finding.detail = end.words;
    switch (end.how) {
        case WorkerEnd::How::hung: finding.detector = Detector::hang; break;
        case WorkerEnd::How::left: finding.detector = Detector::exits_early; break;
        case WorkerEnd::How::endless_output: finding.detector = Detector::endless_output; break;
        default: {
            const std::string_view report = page.sanitizer;
            const bool overrun = report.find("overflow") != std::string_view::npos ||
                                 report.find("out-of-bounds") != std::string_view::npos;
            finding.detector = overrun ? Detector::array_overrun : Detector::crash;
        }
    }
    return finding;
}

}  // namespace winsock::sim
