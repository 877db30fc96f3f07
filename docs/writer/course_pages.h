#pragma once

#include <filesystem>
#include <string>

#include "api_names.h"
#include "course.h"
#include "labels.h"

namespace pages {

/// What the pages are made from, and where they go.
struct Site {
    std::filesystem::path source;     ///< the project
    std::filesystem::path output;     ///< `pages/` in it is what Doxygen reads
    std::filesystem::path witnesses;  ///< the recorded executions: NN_slug.lesson.json, ...
    std::filesystem::path measured;   ///< what was measured here: NN_slug/plot.svg
    out_of_step::Course course;
    Labels labels;
    ApiNames api;
};

/// The page of the lesson in this place of the course, and of its solution. Throw WrongPage.
std::string lesson_page(const Site& site, std::size_t place);
std::string solution_page(const Site& site, std::size_t place);

}  // namespace pages
