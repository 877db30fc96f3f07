#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verdict.h"

namespace course {

/// A server that a learner might hand in, and what the judge has to say of it.
struct Attempt {
    std::string file;    ///< below attempts/: "03_arrays_out_of_step/swap_with_last.cpp"
    std::string lesson;  ///< the slug
    std::string name;    ///< "swap_with_last"
    bool accepted = false;
    /// It is tried in so many unlucky moments at most, because more would take too long.
    std::optional<unsigned> deviations;
    /// Rejected: these promises of its lesson are broken, for these reasons, and no other.
    std::map<std::string, ByRules> broken;
};

/// attempts/attempts.json. Throws NoVerdict if it cannot be read.
const std::vector<Attempt>& attempts();
std::vector<Attempt> attempts_from(const nlohmann::json& list);

/// Every file is declared once, every declaration has a file, and both say the same verdict.
/// `verdicts`: of each file its first line.
Complaints about_attempts(const std::vector<Attempt>& declared,
                          const std::map<std::string, std::string>& first_lines);

/// The files below attempts/, and their first lines.
std::map<std::string, std::string> first_lines_of_attempts();

}  // namespace course
