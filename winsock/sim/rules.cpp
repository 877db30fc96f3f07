#include "sim/rules.h"

#include <winsock2.h>

namespace winsock::sim {

const char* name_of(RuleSet rules) {
    switch (rules) {
        case RuleSet::windows: return "windows";
        case RuleSet::documented: return "documented";
        case RuleSet::lenient: return "lenient";
    }
    return "";
}

int Rules::reset_status() const {
    switch (set_) {
        case RuleSet::windows: return WSAECONNABORTED;
        case RuleSet::documented: return WSAECONNRESET;
        case RuleSet::lenient: return 0;
    }
    return 0;
}

Rules::LargeSend Rules::large_send() const {
    switch (set_) {
        case RuleSet::windows: return LargeSend::whole;
        case RuleSet::documented: return LargeSend::maybe_partial;
        case RuleSet::lenient: return LargeSend::partial;
    }
    return LargeSend::whole;
}

}  // namespace winsock::sim
