#pragma once

#include <string>
#include <vector>

namespace pages {

/// A stretch of Markdown that is all of one kind.
struct Part {
    enum Kind { text, code, block };
    Kind kind = text;
    std::string markdown;  ///< of code: what stands between the backquotes, on one line
};

/// Markdown in parts: code between backquotes, fenced blocks with their fences, and the rest.
std::vector<Part> parts_of(const std::string& markdown);

/// Code as Doxygen shows it unharmed. Between backquotes it takes away a %, and takes a ' for the
/// end of a quotation.
std::string code_span(const std::string& code);

/// Puts tags in the place of *this* and **this**, which Doxygen does not see where code stands at
/// an end of it. Keeps what is open between the parts of a text.
class Emphasis {
public:
    std::string with_tags(const std::string& text);

private:
    bool begins_or_ends(const std::string& text, std::size_t at) const;

    bool strong_ = false;
    bool emphasis_ = false;
};

}  // namespace pages
