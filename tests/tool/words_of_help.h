#pragma once

#include <string>
#include <vector>

namespace out_of_step {

/// The first word of each line below this heading of a help text, up to an empty line. A line that
/// begins no entry, because it goes on with the one before, does not count.
std::vector<std::string> commands_in(const std::string& help, const std::string& heading);

}  // namespace out_of_step
