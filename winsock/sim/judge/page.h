#pragma once

#include <string>

#include "sim/judge/judge.h"

namespace winsock::sim {

/// Judges, and writes into the file what a page shows (report/page_json.h) of the first promise
/// that is broken; if all are kept, of the first one's first scenario the execution in which nobody
/// hurries. Throws std::runtime_error if it cannot be written.
void write_page(const std::string& file, const Lesson& lesson, const Judged& judged,
                const JudgeOptions& options);

}  // namespace winsock::sim
