#include "search_index.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <utility>

#include <fmt/format.h>

#include "escape.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

namespace {

namespace fs = std::filesystem;

const fs::path folder = "html/search";
constexpr std::string_view script_begin = "var searchData=\n[\n";
constexpr std::string_view script_end = "];\n";

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
    throw WrongPage(fmt::format("{} {}: was it made by Doxygen 1.9.4?",
                                (folder / name).generic_string(), what));
}

std::string script_name(std::size_t place) { return fmt::format("all_{:x}.js", place); }
std::string frame_name(std::size_t place) { return fmt::format("all_{:x}.html", place); }

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// HTML within a string of JavaScript.
std::string quoted(const std::string& text) {
    std::string shown;
    for (const char c : html(text)) {
        shown += c == '\'' ? "&apos;" : std::string(1, c);
    }
    return '\'' + shown + '\'';
}

std::string javascript_of(const Found& found) {
    std::string value = '[' + quoted(found.text);
    for (const Found::Place& place : found.places) {
        value += fmt::format(",['../{}',1,{}]", place.link, quoted(place.scope));
    }
    return value + ']';
}

}  // namespace

std::string search_key(std::string_view text) {
    std::string key;
    for (const char each : text) {
        const auto c = static_cast<unsigned char>(lower(each));
        if (std::isalnum(c) != 0 || c >= 0x80) {
            key += static_cast<char>(c);
        } else {
            key += fmt::format("_{:02x}", c);
        }
    }
    return key;
}

SearchIndex::SearchIndex(fs::path output) : output_(std::move(output)) {
    const std::string name = "searchdata.js";
    data_ = read(name);
    static constexpr std::string_view section = "var indexSectionsWithContent =\n{\n  0: \"";
    const std::size_t at = data_.find(section);
    if (at == std::string::npos ||
        data_.find("var indexSectionNames =\n{\n  0: \"all\"") == std::string::npos) {
        refuse(name, "does not begin with a section \"all\"");
    }
    letters_at_ = at + section.size();
    const std::string letters =
        data_.substr(letters_at_, data_.find('"', letters_at_) - letters_at_);
    data_.erase(letters_at_, letters.size());
    if (letters.empty()) refuse(name, "has nothing in its section \"all\"");
    for (std::size_t place = 0; place < letters.size(); place++) {
        if (static_cast<unsigned char>(letters[place]) >= 0x80) {
            refuse(name, "has a name that begins with another character than those of ASCII");
        }
        read_entries(letters[place], script_name(place));
    }
    frame_ = read(frame_name(0));
    if (frame_.find('"' + script_name(0) + '"') == std::string::npos) {
        refuse(frame_name(0), fmt::format("does not load {}", script_name(0)));
    }
}

std::string SearchIndex::read(const std::string& name) const {
    return read_text(output_, folder / name);
}

void SearchIndex::read_entries(char letter, const std::string& name) {
    const std::string script = read(name);
    if (!script.starts_with(script_begin) || !script.ends_with(script_end)) {
        refuse(name, "is no list of what is found");
    }
    static const std::regex entry(R"(  \['([^']+)_[0-9]+',(\[.*\])\],?)");
    for (const std::string& line : lines_of(script.substr(
             script_begin.size(), script.size() - script_begin.size() - script_end.size()))) {
        std::smatch part;
        if (!std::regex_match(line, part, entry)) {
            refuse(name, fmt::format("has a line that is no entry, \"{}\"", line));
        }
        entries_.push_back({part[1], part[2], letter});
    }
}

void SearchIndex::add(std::string_view beginning, const Found& found) {
    entries_.push_back({search_key(beginning), javascript_of(found), lower(beginning.front())});
}

void SearchIndex::write() {
    // What is alike stays in the order in which it came.
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.key < b.key; });
    std::map<char, std::string> scripts;
    std::map<char, std::size_t> counts;
    for (const Entry& entry : entries_) {
        std::string& script = scripts[entry.letter];
        script += fmt::format("{}  ['{}_{}',{}]", script.empty() ? "" : ",\n", entry.key,
                              counts[entry.letter]++, entry.value);
    }
    std::string letters;
    for (const auto& [letter, script] : scripts) {
        const std::size_t place = letters.size();
        write_text(output_ / folder / script_name(place),
                   fmt::format("{}{}\n{}", script_begin, script, script_end));
        std::string frame = frame_;
        const std::string first = script_name(0);
        frame.replace(frame.find(first), first.size(), script_name(place));
        write_text(output_ / folder / frame_name(place), frame);
        letters += letter;
    }
    std::string data = data_;
    write_text(output_ / folder / "searchdata.js", data.insert(letters_at_, letters));
}

}  // namespace pages
