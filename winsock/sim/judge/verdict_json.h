#pragma once

#include <string>

#include "sim/judge/judge.h"

namespace winsock::sim {

/// What a lesson's tests declare, as JSON: what the gate compares with.
std::string declared_json(const Lesson& lesson);

/// What came of a judgement, as JSON.
std::string verdict_json(const Lesson& lesson, const Verdict& verdict);

}  // namespace winsock::sim
