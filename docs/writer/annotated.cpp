#include "annotated.h"

#include <algorithm>

#include <fmt/format.h>

#include "code_difference.h"
#include "escape.h"
#include "text_file.h"

namespace pages {

namespace {

bool is_blank(const std::string& line) {
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

// Which lines are shown: those from the first to the last that is not blank.
void number(Pair& pair, std::size_t line) {
    for (const std::string& code : pair.code) {
        if (!is_blank(code)) {
            if (pair.first == 0) pair.first = line;
            pair.last = line;
        }
        line++;
    }
}

// The columns by which all of the code is indented. Doxygen takes them away.
std::size_t indentation(const std::vector<std::string>& code) {
    std::size_t least = std::string::npos;
    for (const std::string& line : code) least = std::min(least, line.find_first_not_of(' '));
    return least == std::string::npos ? 0 : least;
}

std::string listing(const Pair& pair) {
    std::string shown;
    const auto begin = std::find_if_not(pair.code.begin(), pair.code.end(), is_blank);
    const auto count = static_cast<std::ptrdiff_t>(pair.last - pair.first + 1);
    for (auto line = begin; line != begin + count; ++line) shown += *line + '\n';
    return raw_html(fmt::format("<div class=\"listing\" data-first=\"{0}\" data-last=\"{1}\" "
                                "style=\"--indent:{2};--before:{3}\"><a id=\"line-{0}\"></a>",
                                pair.first, pair.last, indentation(pair.code), pair.first - 1)) +
           fmt::format("\\code{{.cpp}}\n{}\\endcode\n\n", shown) + raw_html("</div>");
}

}  // namespace

std::vector<Pair> pairs_of(const std::string& source) {
    std::vector<Pair> pairs;
    std::size_t line = 0;
    for (const std::string& text : lines_of(source)) {
        line++;
        const bool comment = out_of_step::is_whole_line_comment(text);
        if (pairs.empty() || (comment && !pairs.back().code.empty())) pairs.emplace_back();
        (comment ? pairs.back().comment : pairs.back().code).push_back(text);
    }
    line = 1;
    for (Pair& pair : pairs) {
        number(pair, line + pair.comment.size());
        line += pair.comment.size() + pair.code.size();
    }
    return pairs;
}

std::string prose_of(const Pair& pair) {
    std::string prose;
    for (const std::string& line : pair.comment) {
        std::string text = line.substr(line.find("//") + 2);
        if (text.starts_with(' ')) text.erase(0, 1);
        if (text.starts_with("# ")) text = fmt::format("**{}**", text.substr(2));
        prose += text + '\n';
    }
    return doxygen_of_markdown(prose);
}

std::string annotated(const std::string& source, const ApiNames& api) {
    std::string shown;
    for (const Pair& pair : pairs_of(source)) {
        shown += raw_html("<div class=\"pair\"><div class=\"prose\">");
        if (!pair.comment.empty()) shown += api.linked(prose_of(pair)) + '\n';
        shown += raw_html("</div>");
        if (pair.first > 0) shown += listing(pair);
        shown += raw_html("</div>");
    }
    return shown;
}

}  // namespace pages
