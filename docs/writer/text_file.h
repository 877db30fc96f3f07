#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pages {

/// The whole of a file named from `root`. Throws WrongPage.
std::string read_text(const std::filesystem::path& root, const std::filesystem::path& file);

/// Writes it, in a folder that is made if need be. Throws WrongPage.
void write_text(const std::filesystem::path& file, const std::string& text);

/// The lines without their ends. What stands behind the last line's end is a line only if it is
/// not empty.
std::vector<std::string> lines_of(const std::string& text);

}  // namespace pages
