#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace course {

/// lessons/course.json, or a discarded value if it cannot be read; Course.TheListIsComplete says
/// so.
const nlohmann::json& list();

/// A text field, or "" where it is missing or no text.
std::string text_of(const nlohmann::json& object, const char* field);
/// A list of texts, or an empty one; what is no text is left out.
std::vector<std::string> texts_of(const nlohmann::json& object, const char* field);

/// An entry of the list, and its files.
struct Lesson {
    nlohmann::json entry;
    std::string number;  ///< "03"
    std::string slug;
    std::string chapter;
    std::string program;  ///< "server" or "client"
    bool detour = false;
    bool measures = false;  ///< it has no program, and nothing to repair
    bool skeleton = false;  ///< "kind": the learner builds it, and there is no mistake to find
    std::vector<std::string> triggers;  ///< the promises that the lesson must break
    std::filesystem::path lesson;       ///< lessons/.../server.cpp or client.cpp
    std::filesystem::path solution;     ///< its twin in solutions/
};

/// The lessons in the order of the list.
const std::vector<Lesson>& all_lessons();
/// Those that have a program.
const std::vector<Lesson>& lessons();

/// The one of this slug. Throws std::out_of_range if the list has none.
const Lesson& lesson_named(const std::string& slug);

/// "lessons/course.json:12: ", where this lesson begins.
std::string in_list(const Lesson& lesson);

}  // namespace course
