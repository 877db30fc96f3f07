#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace pages {

/// What the judge has written for a page (docs/pages/trace_format.md).
struct Viewer {
    /// What was promised and when it is broken, then the steps as a list, which the viewer takes
    /// the place of where scripts run.
    std::string html;
    bool passes = false;  ///< the execution that the page is about
    std::string source;   ///< the program that the judge looked at
};

/// Nothing if there is no such file. `program` is what it was about, "server" or "client". Throws
/// WrongPage.
std::optional<Viewer> viewer_of(const std::filesystem::path& witness_file,
                                const std::string& program);

}  // namespace pages
