#pragma once

#include <filesystem>
#include <string>

#include "labels.h"

namespace pages {

/// The Markdown of `file`, named from `root`, with its relative links as references to the pages
/// that are made from what they lead to. A link to a file that is no page leaves its text. Throws
/// WrongPage at a link to nowhere.
std::string with_references(const std::filesystem::path& root, const Labels& labels,
                            const std::string& file, const std::string& markdown);

/// A page that is made from a Markdown file.
struct Page {
    std::string title;
    std::string text;  ///< what stands below the title, with references
};

/// Throws WrongPage, also if the file does not begin with a title.
Page read_page(const std::filesystem::path& root, const Labels& labels, const std::string& file);

/// The page's Markdown, to be written where Doxygen reads.
std::string with_title(const Page& page, const std::string& label);

}  // namespace pages
