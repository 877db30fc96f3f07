#include "api_names.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "callers.h"
#include "text_file.h"

namespace pages {

namespace {

namespace fs = std::filesystem;

bool is_of_a_name(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

const std::string code_begins = "<code>";
const std::string code_ends = "</code>";

// The length of what begins at `at` and is one thing: code with its tags, a word, or a character.
std::size_t length_at(const std::string& line, std::size_t at) {
    if (line.compare(at, code_begins.size(), code_begins) == 0) {
        const std::size_t end = line.find(code_ends, at);
        return end == std::string::npos ? line.size() - at : end + code_ends.size() - at;
    }
    std::size_t length = 0;
    while (at + length < line.size() && is_of_a_name(line[at + length])) length++;
    return std::max<std::size_t>(length, 1);
}

}  // namespace

ApiNames ApiNames::in(const fs::path& source) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(source / "winsock/include")) {
        if (entry.path().extension() != ".h") continue;
        const std::string header = read_text(source, entry.path().lexically_relative(source));
        for (const auto& [name, declaration] : declarations_in(header)) names.insert(name);
    }
    return ApiNames(std::move(names));
}

std::string ApiNames::linked(const std::string& markdown) const {
    std::string done;
    bool block = false;
    for (const std::string& line : lines_of(markdown)) {
        const bool fence = line.starts_with("```");
        if (fence) block = !block;
        done += (fence || block || line.starts_with('#') ? line : linked_line(line)) + '\n';
    }
    return done;
}

std::string ApiNames::linked_line(const std::string& line) const {
    std::string done;
    int brackets = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t length = length_at(line, at);
        const std::string part = line.substr(at, length);
        at += length;
        if (part == "[") brackets++;
        if (part == "]") brackets--;
        if (brackets > 0) {
            done += part;
        } else if (part.starts_with(code_begins)) {
            done += linked_code(part);
        } else {
            done += linked_word(part, at < line.size() ? line[at] : ' ');
        }
    }
    return done;
}

std::string ApiNames::linked_code(const std::string& code) const {
    const std::string end = code.substr(std::min(code.find(code_ends), code.size()));
    const std::string name =
        code.substr(code_begins.size(), code.size() - end.size() - code_begins.size());
    if (!names_.contains(name)) return code;
    return fmt::format("{0}\\ref {1} \"{1}\"{2}", code_begins, name, end);
}

std::string ApiNames::linked_word(const std::string& word, char next) const {
    if (next == '(' || !word.starts_with("WSA") || !names_.contains(word)) return word;
    return fmt::format("\\ref {0} \"{0}\"", word);
}

}  // namespace pages
