#include "callers.h"

#include <regex>

#include <fmt/format.h>

#include "code_difference.h"
#include "escape.h"
#include "text_file.h"

namespace pages {

namespace {

namespace fs = std::filesystem;
using out_of_step::Lesson;

std::string code_of(const std::string& source) {
    std::string code;
    for (const std::string& line : lines_of(source)) {
        const bool directive = line.starts_with('#');
        if (!directive && !out_of_step::is_whole_line_comment(line)) code += line + '\n';
    }
    return code;
}

std::string references(const std::vector<const Lesson*>& lessons, std::size_t all) {
    if (lessons.size() == all) {
        return fmt::format("All lessons call it, from \\ref {} \"{} {}\" on.",
                           lesson_label(lessons.front()->slug), lessons.front()->number,
                           lessons.front()->title);
    }
    std::string list = "Called in ";
    for (const Lesson* lesson : lessons) {
        list += fmt::format("{}\\ref {} \"{} {}\"", lesson == lessons.front() ? "" : ", ",
                            lesson_label(lesson->slug), lesson->number, lesson->title);
    }
    return list + ".";
}

}  // namespace

std::map<std::string, std::string> declarations_in(const std::string& header) {
    static const std::regex declaration(R"((?:^|\n)([A-Za-z_][\w ]*[ *&]+(\w+)\([^(){};]*\));)");
    static const std::regex blanks(R"(\s+)");
    const std::string code = code_of(header);
    std::map<std::string, std::string> found;
    for (std::sregex_iterator at(code.begin(), code.end(), declaration), end; at != end; ++at) {
        found[(*at)[2]] = std::regex_replace((*at)[1].str(), blanks, " ");
    }
    return found;
}

std::set<std::string> calls_in(const std::string& source) {
    static const std::regex call(R"(\b([A-Za-z_]\w*)\()");
    const std::string code = code_of(source);
    std::set<std::string> names;
    for (std::sregex_iterator at(code.begin(), code.end(), call), end; at != end; ++at) {
        names.insert((*at)[1]);
    }
    return names;
}

std::string in_the_course(const Site& site) {
    std::map<std::string, std::vector<const Lesson*>> callers;
    std::size_t programs = 0;
    for (const Lesson& lesson : site.course.lessons) {
        if (lesson.measures) continue;
        programs++;
        const fs::path file = out_of_step::source_of(lesson, false);
        for (const std::string& name : calls_in(read_text(site.source, file))) {
            callers[name].push_back(&lesson);
        }
    }
    std::string blocks;
    const fs::path folder = "winsock/include";
    for (const auto& entry : fs::directory_iterator(site.source / folder)) {
        if (entry.path().extension() != ".h") continue;
        const std::string header = read_text(site.source, folder / entry.path().filename());
        for (const auto& [name, declaration] : declarations_in(header)) {
            const auto lessons = callers.find(name);
            if (lessons == callers.end()) continue;
            blocks += fmt::format("/** \\fn {}\n\\par In the course\n{}\n*/\n", declaration,
                                  references(lessons->second, programs));
        }
    }
    return blocks;
}

}  // namespace pages
