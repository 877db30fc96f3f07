#pragma once

#include <filesystem>

namespace pages {

/// Makes all that Doxygen reads from the project in `source`, in `output`: the pages in
/// `output`/pages, and the layout and the header from Doxygen's own, which lie in
/// `output`/doxygen. `witnesses` has the recorded executions, `measured` what the lessons that
/// measure have measured here, perhaps nothing. Throws WrongPage and BrokenCourse.
void write_site(const std::filesystem::path& source, const std::filesystem::path& output,
                const std::filesystem::path& witnesses, const std::filesystem::path& measured);

}  // namespace pages
