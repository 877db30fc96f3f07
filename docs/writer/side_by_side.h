#pragma once

#include <string>
#include <vector>

namespace pages {

/// A line of the lesson beside the line of the solution that stands in its place.
struct Row {
    enum Kind { same, changed, removed, added };
    Kind kind = same;
    std::string lesson;    ///< nothing if the line was added
    std::string solution;  ///< nothing if it was removed
    bool operator==(const Row&) const = default;
};

/// A stretch in which something differs, with the lines around it.
using Hunk = std::vector<Row>;

/// A unified difference in rows: of each run of removed and added lines the first stands beside
/// the first.
std::vector<Hunk> hunks_of(const std::string& difference);

/// The hunks as a table with two columns.
std::string side_by_side(const std::vector<Hunk>& hunks);

}  // namespace pages
