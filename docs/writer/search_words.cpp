#include "search_words.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "escape.h"
#include "search_index.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

namespace {

namespace fs = std::filesystem;

// A heading without its Markdown: no tags, no marks, and what a backslash or an entity stands for.
std::string as_read(const std::string& markdown) {
    static const std::regex marks("\\\\([^A-Za-z0-9 ])|<[^>]*>|\\*\\*|`");
    static const std::regex quote("&quot;");
    return std::regex_replace(std::regex_replace(markdown, marks, "$1"), quote, "\"");
}

// Doxygen's name for the start page is not the name of its file.
std::string file_of(const std::string& label) {
    return html_file(label == "mainpage" ? "index" : label);
}

bool nobody_searches_for(std::string word) {
    static const std::set<std::string> words{
        "an", "and", "as", "at",   "be",  "by",   "for",  "from", "in",  "is",  "it",  "its",
        "of", "on",  "or", "that", "the", "they", "this", "to",   "was", "who", "with"};
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return words.contains(word);
}

// "manual-reset" is typed with a blank as well.
std::string without_hyphens(const std::string& text) {
    static const std::regex hyphen("([A-Za-z0-9])-(?=[A-Za-z0-9])");
    return std::regex_replace(text, hyphen, "$1 ");
}

std::vector<Heading> headings_in(const fs::path& output) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(output / "pages")) {
        if (entry.path().extension() == ".md") files.push_back(entry.path().filename());
    }
    std::sort(files.begin(), files.end());
    std::vector<Heading> headings;
    for (const fs::path& file : files) {
        const std::string name = (fs::path("pages") / file).generic_string();
        for (Heading& heading : headings_of(name, read_text(output, name))) {
            headings.push_back(std::move(heading));
        }
    }
    // Where both begin alike, the page itself comes first.
    std::stable_partition(headings.begin(), headings.end(),
                          [](const Heading& heading) { return heading.title.empty(); });
    return headings;
}

}  // namespace

std::vector<Heading> headings_of(const std::string& name, const std::string& markdown) {
    static const std::regex marked("(#{1,4}) +(.+?) *\\{#([A-Za-z0-9_]+)\\} *\r?");
    std::vector<Heading> headings;
    bool code = false;
    for (const std::string& line : lines_of(markdown)) {
        std::smatch part;
        const bool matches = std::regex_match(line, part, marked);
        if (headings.empty()) {
            if (!matches || part[1] != "#") break;
            headings.push_back({as_read(part[2]), file_of(part[3]), ""});
            continue;
        }
        const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
        if (line.compare(first, 3, "```") == 0) code = !code;
        if (code || !matches) continue;
        const Heading& page = headings.front();
        headings.push_back(
            {as_read(part[2]), fmt::format("{}#{}", page.link, part[3].str()), page.text});
    }
    if (headings.empty()) {
        throw WrongPage(fmt::format(
            "{} does not begin with a title and a label, such as \"# A title {{#a_label}}\"",
            name));
    }
    return headings;
}

std::vector<std::string> searched_as(const Heading& heading) {
    static const std::regex word("[A-Za-z0-9_]{2,}");
    const bool is_title = heading.title.empty();
    const std::string& text = heading.text;
    std::vector<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), word), end; at != end; ++at) {
        const bool first = at->position() == 0;
        if (first ? is_title : nobody_searches_for(at->str())) continue;
        const std::string from_here = text.substr(static_cast<std::size_t>(at->position()));
        found.push_back(from_here);
        const std::string typed_otherwise = without_hyphens(from_here);
        if (typed_otherwise != from_here) found.push_back(typed_otherwise);
    }
    return found;
}

void add_search_words(const fs::path& output) {
    if (!fs::is_directory(output / "pages")) {
        throw WrongPage(
            fmt::format("{} has no folder \"pages\": the pages are made before Doxygen "
                        "runs, and this comes after",
                        output.string()));
    }
    SearchIndex index(output);
    const std::vector<Heading> headings = headings_in(output);
    std::vector<std::pair<Heading, Found>> listed;
    std::map<std::string, std::size_t> alike;  // headings of the same text, on several pages
    for (const Heading& heading : headings) {
        const Found::Place place{heading.link, heading.title};
        const auto known = heading.title.empty() ? alike.end() : alike.find(heading.text);
        if (known != alike.end()) {
            listed[known->second].second.places.push_back(place);
            continue;
        }
        if (!heading.title.empty()) alike[heading.text] = listed.size();
        listed.push_back({heading, {heading.text, {place}}});
    }
    for (const auto& [heading, found] : listed) {
        for (const std::string& beginning : searched_as(heading)) index.add(beginning, found);
    }
    index.write();
}

}  // namespace pages
