#pragma once

#include <filesystem>
#include <string>

#include "course.h"

namespace pages {

/// The paragraph that a lesson's README begins with: what one sees. Throws WrongPage.
std::string symptom_of(const std::filesystem::path& source, const out_of_step::Lesson& lesson);

/// The course as a map: chapters, lessons in their order, detours beside the way.
std::string course_map(const std::filesystem::path& source, const out_of_step::Course& course);

}  // namespace pages
