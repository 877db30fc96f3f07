#include "markdown.h"

#include <algorithm>

#include <fmt/format.h>

#include "escape.h"
#include "text_file.h"

namespace pages {

namespace {

// How many backquotes stand at `at`.
std::size_t run_at(const std::string& text, std::size_t at) {
    return std::min(text.find_first_not_of('`', at), text.size()) - at;
}

// Where the code ends that begins with so many backquotes before `from`; npos if it does not end in
// its paragraph.
std::size_t end_of_code(const std::string& text, std::size_t from, std::size_t run) {
    const std::size_t paragraph = std::min(text.find("\n\n", from), text.size());
    for (std::size_t at = text.find('`', from); at < paragraph; at = text.find('`', at)) {
        const std::size_t length = run_at(text, at);
        if (length == run) return at;
        at += length;
    }
    return std::string::npos;
}

void add_paragraphs(const std::string& text, std::vector<Part>& parts) {
    std::size_t begin = 0;
    for (std::size_t at = text.find('`'); at != std::string::npos; at = text.find('`', at)) {
        const std::size_t run = run_at(text, at);
        const std::size_t end = end_of_code(text, at + run, run);
        if (end == std::string::npos) {
            at += run;
            continue;
        }
        parts.push_back({Part::text, text.substr(begin, at - begin)});
        std::string code = text.substr(at + run, end - at - run);
        std::replace(code.begin(), code.end(), '\n', ' ');
        parts.push_back({Part::code, code});
        begin = at = end + run;
    }
    parts.push_back({Part::text, text.substr(begin)});
}

}  // namespace

std::vector<Part> parts_of(const std::string& markdown) {
    std::vector<Part> parts;
    std::string gathered;
    bool block = false;
    for (const std::string& line : lines_of(markdown)) {
        const std::size_t first = line.find_first_not_of(' ');
        const bool fence = first != std::string::npos && line.compare(first, 3, "```") == 0;
        if (fence && !block) {
            add_paragraphs(gathered, parts);
            gathered.clear();
        }
        gathered += line + '\n';
        if (fence && block) {
            parts.push_back({Part::block, gathered});
            gathered.clear();
        }
        if (fence) block = !block;
    }
    if (block) {
        parts.push_back({Part::block, gathered});
    } else {
        add_paragraphs(gathered, parts);
    }
    return parts;
}

std::string code_span(const std::string& code) {
    return fmt::format("<code>{}</code>", doxygen(code));
}

std::string Emphasis::with_tags(const std::string& text) {
    std::string tagged;
    for (std::size_t at = 0; at < text.size(); at++) {
        if (text.compare(at, 2, "**") == 0) {
            tagged += strong_ ? "</b>" : "<b>";
            strong_ = !strong_;
            at++;
        } else if (text[at] == '*' && begins_or_ends(text, at)) {
            tagged += emphasis_ ? "</em>" : "<em>";
            emphasis_ = !emphasis_;
        } else {
            tagged += text[at];
        }
    }
    return tagged;
}

// A star alone is one of a list, or of a product. Beyond the text there is code.
bool Emphasis::begins_or_ends(const std::string& text, std::size_t at) const {
    const char before = at == 0 ? '`' : text[at - 1];
    const char after = at + 1 == text.size() ? '`' : text[at + 1];
    const auto is_blank = [](char c) { return c == ' ' || c == '\n'; };
    if (before == '\\') return false;
    return emphasis_ ? !is_blank(before) : !is_blank(after);
}

}  // namespace pages
