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
/// itself. `Code` stays as it is.
std::string doxygen_of_markdown(std::string_view markdown);

/// Between backquotes Doxygen takes a % away, as it does before a name that is to be no link, but
/// not between double quotes. What `c` has to be there; `quoted` is kept between calls.
std::string in_code_span(char c, bool& quoted);

/// HTML that Doxygen hands on untouched, as a block of its own.
std::string raw_html(std::string_view markup);

/// The file that Doxygen makes of a page.
std::string html_file(std::string_view label);

}  // namespace pages
