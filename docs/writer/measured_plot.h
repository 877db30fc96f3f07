#pragma once

#include <filesystem>
#include <string>

namespace pages {

/// A plot as a part of a page: the SVG itself, so that it follows the page's light and dark, in a
/// frame that scrolls where the page is narrower. Throws WrongPage if the file is no SVG.
std::string plot_in_page(const std::filesystem::path& root, const std::filesystem::path& file);

}  // namespace pages
