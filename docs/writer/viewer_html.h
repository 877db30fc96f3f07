#pragma once

#include <filesystem>
#include <string>

namespace pages {

/// The recorded execution in `witness_file` as a part of a page that can be stepped through; "" if
/// there is no such file.
std::string viewer_html(const std::filesystem::path& witness_file);

}  // namespace pages
