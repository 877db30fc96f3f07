#pragma once

#include <filesystem>
#include <string>

namespace pages {

/// What the judge has written for a page (docs/pages/trace_format.md), as HTML: what was promised
/// and when it is broken, then the steps as a list, which the viewer takes the place of where
/// scripts run. "" if there is no such file. Throws WrongPage.
std::string viewer_html(const std::filesystem::path& witness_file);

}  // namespace pages
