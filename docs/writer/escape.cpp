#include "escape.h"

#include <fmt/format.h>

namespace pages {

std::string html(std::string_view text) {
    std::string shown;
    for (const char c : text) {
        switch (c) {
            case '&': shown += "&amp;"; break;
            case '<': shown += "&lt;"; break;
            case '>': shown += "&gt;"; break;
            case '"': shown += "&quot;"; break;
            default: shown += c;
        }
    }
    return shown;
}

std::string html_of_markdown(std::string_view text) {
    std::string shown;
    bool code = false;
    bool emphasis = false;
    for (const char c : text) {
        if (c == '`') {
            shown += code ? "</code>" : "<code>";
            code = !code;
        } else if (c == '*' && !code) {
            shown += emphasis ? "</em>" : "<em>";
            emphasis = !emphasis;
        } else {
            shown += html({&c, 1});
        }
    }
    return shown;
}

std::string doxygen(std::string_view plain) {
    static constexpr std::string_view special = "\\@<>&#%*_`[]~|\"";
    std::string shown;
    for (const char c : plain) {
        // Doxygen knows no backslash before these; as characters they are no Markdown.
        if (c == '[' || c == ']' || c == '~' || c == '|' || c == '*' || c == '_' || c == '`') {
            shown += fmt::format("&#{};", static_cast<int>(c));
            continue;
        }
        if (special.find(c) != std::string_view::npos) shown += '\\';
        shown += c;
    }
    return shown;
}

std::string doxygen_of_markdown(std::string_view markdown) {
    std::string shown;
    bool code = false;
    for (const char c : markdown) {
        if (c == '`') code = !code;
        const bool command = c == '\\' || c == '@' || c == '<' || c == '&' || c == '%';
        if (command && !code) shown += '\\';
        shown += c;
    }
    return shown;
}

std::string raw_html(std::string_view markup) {
    return fmt::format("\\htmlonly[block]\n{}\n\\endhtmlonly\n\n", markup);
}

std::string html_file(std::string_view label) { return fmt::format("{}.html", label); }

}  // namespace pages
