#include "course_map.h"

#include <fmt/format.h>

#include "escape.h"
#include "labels.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

namespace fs = std::filesystem;
using out_of_step::Course;
using out_of_step::Lesson;

std::string symptom_of(const fs::path& source, const Lesson& lesson) {
    const fs::path file = fs::path("lessons") / lesson.slug / "README.md";
    std::string symptom;
    for (const std::string& line : lines_of(read_text(source, file))) {
        if (line.starts_with('#') || (line.empty() && symptom.empty())) continue;
        if (line.empty()) break;
        symptom += (symptom.empty() ? "" : " ") + line;
    }
    if (symptom.empty()) {
        throw WrongPage(fmt::format("{} says no symptom below its title", file.generic_string()));
    }
    return symptom;
}

std::string course_map(const fs::path& source, const Course& course) {
    std::string map;
    std::string chapter;
    for (const Lesson& lesson : course.lessons) {
        if (lesson.chapter != chapter) {
            if (!chapter.empty()) map += "</ol>\n";
            chapter = lesson.chapter;
            map += fmt::format("<h2>Chapter {}: {}</h2>\n<ol class=\"course-map\">\n",
                               html(chapter), html(course.chapters.at(chapter)));
        }
        map += fmt::format(
            "<li{}><a href=\"{}\"><span class=\"number\">{}</span> {}</a>{}<p>{}</p></li>\n",
            lesson.detour ? " class=\"detour\"" : "", html_file(lesson_label(lesson.slug)),
            html(lesson.number), html(lesson.title),
            lesson.detour     ? " <span class=\"kind\">detour: advice that sounds good</span>"
            : lesson.skeleton ? " <span class=\"kind\">yours to build</span>"
            : lesson.measures ? " <span class=\"kind\">a measurement</span>"
                              : "",
            html_of_markdown(symptom_of(source, lesson)));
    }
    return raw_html(map + "</ol>");
}

}  // namespace pages
