#pragma once

#include <vector>

#include "sim/judge/promise.h"

namespace winsock::sim {

/// The lesson breaks the promise under every rule set, and shows the same symptoms under each.
inline void fails_everywhere(Promise& promise, const std::vector<Symptom>& symptoms) {
    for (const RuleSet rules : all_rule_sets) promise.fails_under(rules, symptoms);
}

}  // namespace winsock::sim
