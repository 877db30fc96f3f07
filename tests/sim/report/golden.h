#pragma once

#include <string>

namespace winsock::sim {

/// Compares with what stands in golden/`name`. To write it anew after a change that was meant:
///
///     UPDATE_GOLDEN=1 ctest --preset asan -R Golden
void expect_golden(const std::string& name, const std::string& text);

}  // namespace winsock::sim
