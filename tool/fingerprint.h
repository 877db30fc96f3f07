#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "course.h"

namespace out_of_step {

/// Sixteen digits for these texts, in this order; the same on every machine.
std::string fingerprint(const std::vector<std::string_view>& texts);

/// Of what a verdict about the lesson depends on: the text of its server, its judge's source, its
/// scenes. A file that cannot be read counts as an empty one.
std::string fingerprint_of(const std::filesystem::path& root, const Lesson& lesson,
                           std::string_view server);

/// The same with the server as it is now.
std::string fingerprint_of(const std::filesystem::path& root, const Lesson& lesson);

}  // namespace out_of_step
