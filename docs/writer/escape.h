#pragma once

#include <string>
#include <string_view>

namespace pages {

/// Text as HTML shows it, also within an attribute.
std::string html(std::string_view text);

/// One line of Markdown as HTML: `code` and *emphasis*, which is all that a symptom has.
std::string html_of_markdown(std::string_view text);

/// Plain text as Doxygen shows it: neither a command nor Markdown nor a tag.
std::string doxygen(std::string_view plain);

/// Markdown without Doxygen's commands: what is special to Doxygen and not to Markdown stands for
/// itself.
std::string doxygen_of_markdown(const std::string& markdown);

/// HTML that Doxygen hands on untouched, as a block of its own.
std::string raw_html(std::string_view markup);

/// The file that Doxygen makes of a page.
std::string html_file(std::string_view label);

}  // namespace pages
