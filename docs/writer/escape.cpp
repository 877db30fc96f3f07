#include "escape.h"

#include <cctype>

#include <fmt/format.h>

#include "markdown.h"

namespace pages {

namespace {

bool is_of_a_name(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string html(std::string_view text) {
    std::string shown;
    for (const char c : text) {
        switch (c) {
            case '&': shown += "&amp;"; break;
            case '<': shown += "&lt;"; break;
            case '>': shown += "&gt;"; break;
            case '"': shown += "&quot;"; break;
            case '@': shown += "&#64;"; break;  // neither begins a command of Doxygen's
            case '\\': shown += "&#92;"; break;
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
    static constexpr std::string_view special = "\\@<>&#%*`[]";
    std::string shown;
    for (std::size_t i = 0; i < plain.size(); i++) {
        if (plain[i] == '"') {  // what it takes for quoted it hands on with its backslashes
            shown += "&quot;";
            continue;
        }
        // In the middle of a name it is no emphasis, and a name without backslashes can be a link.
        const bool in_a_name = i > 0 && i + 1 < plain.size() && is_of_a_name(plain[i - 1]) &&
                               is_of_a_name(plain[i + 1]);
        const bool emphasis = plain[i] == '_' && !in_a_name;
        const bool dash = plain.substr(i, 2) == "--" && (i == 0 || plain[i - 1] != '-');
        if (emphasis || dash || special.find(plain[i]) != std::string_view::npos) shown += '\\';
        shown += plain[i];
    }
    return shown;
}

std::string doxygen_of_markdown(const std::string& markdown) {
    static constexpr std::string_view special = "\\@<&%";
    std::string shown;
    Emphasis emphasis;
    for (const Part& part : parts_of(markdown)) {
        if (part.kind == Part::code) shown += code_span(part.markdown);
        if (part.kind == Part::block) shown += part.markdown;
        if (part.kind != Part::text) continue;
        std::string text;
        for (const char c : part.markdown) {
            if (special.find(c) != std::string_view::npos) text += '\\';
            text += c;
        }
        shown += emphasis.with_tags(text);
    }
    return shown;
}

std::string raw_html(std::string_view markup) {
    return fmt::format("\\htmlonly[block]\n{}\n\\endhtmlonly\n\n", markup);
}

std::string html_file(std::string_view label) { return fmt::format("{}.html", label); }

}  // namespace pages
