#include "labels.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace pages {

namespace {

std::string identifier(std::string text) {
    for (char& c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    }
    return text;
}

}  // namespace

std::string lesson_label(const std::string& slug) { return "lesson_" + slug; }
std::string solution_label(const std::string& slug) { return "solution_" + slug; }

std::string Labels::of(const std::string& path) const {
    static const std::regex program(
        "(lesson|solution)s/([0-9][^/]*)(/README\\.md|/(?:server|client)\\.cpp)?");
    static const std::regex written("docs/pages/(.*)\\.md");
    static const std::regex header("winsock/include/([a-z0-9]+\\.h)");
    std::smatch part;
    if (std::regex_match(path, part, program)) {
        const std::string label = part[1].str() + "_" + part[2].str();
        return part[3].str().ends_with(".cpp") ? label + "_program" : label;
    }
    if (std::regex_match(path, part, written)) return part[1] == "start" ? "index" : part[1].str();
    if (std::regex_match(path, part, header)) return part[1];
    if (path == "README.md" || path.empty()) return "index";
    for (const std::string& inside : insides_) {
        const std::string folder = inside.substr(0, inside.rfind("/README.md"));
        if (path == inside || path == folder) return identifier("inside_" + folder);
    }
    return "";
}

}  // namespace pages
