#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pages {

/// The title of a page, or a heading on it.
struct Heading {
    std::string text;   ///< as it is read, without Markdown
    std::string link;   ///< "page.html", "page.html#anchor"
    std::string title;  ///< of the page that it is on; "" if it is the title itself
};

/// The title, and the headings that have a label, of a page that is made for Doxygen. `name` is for
/// an error. Throws WrongPage.
std::vector<Heading> headings_of(const std::string& name, const std::string& markdown);

/// The text from each of its words on, without those that nobody searches for. A title's first word
/// is left out: Doxygen's index has it.
std::vector<std::string> searched_as(const Heading& heading);

/// Doxygen's search finds a page only by how its title begins. Adds the other words of titles and
/// headings: from the pages in `output`/pages to the search in `output`/html, once, after Doxygen.
/// Throws WrongPage.
void add_search_words(const std::filesystem::path& output);

}  // namespace pages
