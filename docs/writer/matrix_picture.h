#pragma once

#include <string>
#include <vector>

#include "course.h"

namespace pages {

/// What README.md says of one chapter: each server against each promise.
struct Staircase {
    struct Row {
        std::string lesson;  ///< "03"
        std::string promise;
        bool trigger = false;  ///< the lesson must break it
        std::string cells;     ///< one character for each server: ".", "X", "1"
    };
    std::vector<std::string> lessons;  ///< two servers each: the lesson's and the solution's
    std::vector<Row> rows;
    std::string text;  ///< as it is written
};

/// The staircases below the heading "What each repair has repaired". Throws WrongPage, with the
/// line that it does not understand.
std::vector<Staircase> staircases_in(const std::string& readme);

/// The page: each staircase as a picture, and as text.
std::string matrix_page(const std::vector<Staircase>& staircases,
                        const out_of_step::Course& course);

}  // namespace pages
