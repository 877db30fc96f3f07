#pragma once

#include <string>
#include <utility>
#include <vector>

#include "verdict.h"

/// Every server of the course against every promise: what each repair has repaired.
namespace course {

/// A column: the server of a lesson, or its repaired twin.
struct Variant {
    std::string lesson;  ///< "03"
    bool solution = false;
    bool detour = false;
    bool skeleton = false;     ///< of a lesson that the learner builds
    std::string name() const;  ///< "lesson 03", "solution 03"
};

/// A row: a promise of a lesson.
struct Row {
    std::string lesson;
    std::string promise;
    bool trigger = false;
    unsigned deviations = 0;  ///< how many unlucky moments were tried
    /// One for each variant; without a name where it was not asked, because nobody before a
    /// skeleton has made its promises.
    std::vector<JudgedPromise> cells;
};

/// All of one chapter, both in the order of the list: lesson 01, solution 01, lesson 03, ...
struct Matrix {
    std::string chapter;
    std::vector<Variant> variants;
    std::vector<Row> rows;
    /// What was tried on each solution by the promises of its own lesson: its name and the
    /// judge's sentence.
    std::vector<std::pair<std::string, std::string>> certificates;
};

/// The steps of the staircase, for the triggers:
///
/// - the mistake of a lesson breaks its trigger in every variant from the first of the chapter up
///   to that lesson; a detour's mistake in that lesson alone, and the solution before it keeps the
///   promise;
/// - every solution keeps it from then on;
/// - so does a later lesson, at least while nobody hurries: a detour may lose earlier promises in
///   an unlucky moment;
/// - a skeleton is no step: it may lose everything, and nobody before it is asked for its promises.
///   Its solution keeps what the chapter has taught.
Complaints about_staircase(const Matrix& matrix);

/// The matrix as a page: a table, the triggers' reasons, the certificates; 80 columns.
std::string page_of(const Matrix& matrix);

}  // namespace course
