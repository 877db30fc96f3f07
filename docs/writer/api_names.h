#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace pages {

/// The functions that winsock/include offers. Doxygen links them in code, but in prose only where
/// they are written with parentheses.
class ApiNames {
public:
    explicit ApiNames(std::set<std::string> names) : names_(std::move(names)) {}
    /// Those that the project's headers declare.
    static ApiNames in(const std::filesystem::path& source);

    /// Markdown, its code in tags (markdown.h), in which they are links: recv as code only, because
    /// it is a word too; WSAEventSelect anywhere but in a heading, a block of code and another
    /// link.
    std::string linked(const std::string& markdown) const;

private:
    std::string linked_line(const std::string& line) const;
    std::string linked_code(const std::string& code) const;
    std::string linked_word(const std::string& word, char next) const;

    std::set<std::string> names_;
};

}  // namespace pages
