#include "sim/report/trace.h"

namespace winsock::sim {

TraceFinding to_trace(const Finding& finding) {
    return {name_of(finding.detector), finding.who, finding.call, finding.detail};
}

std::vector<Deviation> Trace::deviations() const {
    std::vector<Deviation> list;
    for (const ChoicePoint& point : choice_points) {
        if (point.chosen == 0) continue;
        list.push_back(
            {point.point, static_cast<std::uint16_t>(point.options.size()), point.chosen, 0});
    }
    return list;
}

const char* name_of(Step::Kind kind) {
    switch (kind) {
        case Step::Kind::call: return "call";
        case Step::Kind::sleeps: return "sleeps";
        case Step::Kind::wakes: return "wakes";
        case Step::Kind::acts: return "acts";
        case Step::Kind::goes_first: return "goes_first";
        case Step::Kind::misfortune: return "misfortune";
        case Step::Kind::prints: return "prints";
        case Step::Kind::stores: return "stores";
        case Step::Kind::dies: return "dies";
    }
    return "";
}

}  // namespace winsock::sim
