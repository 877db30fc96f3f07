#include "list.h"

#include <stdexcept>

#include "files.h"

namespace course {

namespace fs = std::filesystem;
using nlohmann::json;

const json& list() {
    static const json list = json::parse(read(root() / "lessons" / "course.json"), nullptr,
                                         /*allow_exceptions=*/false);
    return list;
}

std::string text_of(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> texts_of(const json& object, const char* field) {
    std::vector<std::string> texts;
    const auto found = object.find(field);
    if (found == object.end() || !found->is_array()) return texts;
    for (const json& text : *found) {
        if (text.is_string()) texts.push_back(text.get<std::string>());
    }
    return texts;
}

const std::vector<Lesson>& all_lessons() {
    static const std::vector<Lesson> all = [] {
        std::vector<Lesson> found;
        if (!list().is_object() || !list().contains("lessons")) return found;
        for (const json& entry : list()["lessons"]) {
            const std::string slug = text_of(entry, "slug");
            const std::string program =
                entry.contains("program") ? text_of(entry, "program") : "server";
            const auto detour = entry.find("detour");
            found.push_back({.entry = entry,
                             .number = text_of(entry, "number"),
                             .slug = slug,
                             .chapter = text_of(entry, "chapter"),
                             .program = program,
                             .detour = detour != entry.end() && *detour == true,
                             .measures = text_of(entry, "kind") == "measure",
                             .skeleton = text_of(entry, "kind") == "skeleton",
                             .triggers = texts_of(entry, "triggers"),
                             .lesson = root() / "lessons" / slug / (program + ".cpp"),
                             .solution = root() / "solutions" / slug / (program + ".cpp")});
        }
        return found;
    }();
    return all;
}

const std::vector<Lesson>& lessons() {
    static const std::vector<Lesson> with_program = [] {
        std::vector<Lesson> found = all_lessons();
        std::erase_if(found, [](const Lesson& lesson) { return lesson.measures; });
        return found;
    }();
    return with_program;
}

const Lesson& lesson_named(const std::string& slug) {
    for (const Lesson& lesson : lessons()) {
        if (lesson.slug == slug) return lesson;
    }
    throw std::out_of_range("lessons/course.json has no lesson " + slug);
}

std::string in_list(const Lesson& lesson) {
    const fs::path file = root() / "lessons" / "course.json";
    for (const Line& line : lines_of(file)) {
        if (line.text.find("\"slug\": \"" + lesson.slug + "\"") != std::string::npos) {
            return at(file, line.number) + ": ";
        }
    }
    return at(file, 1) + ": ";
}

}  // namespace course
