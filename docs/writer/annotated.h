#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "api_names.h"

namespace pages {

/// A whole-line comment and the code below it, up to the next one. All lines are as in the file,
/// so that the file is its pairs, one behind the other.
struct Pair {
    std::vector<std::string> comment;
    std::vector<std::string> code;
    std::size_t first = 0;  ///< the number of the first line of code that is shown, from 1
    std::size_t last = 0;   ///< of the last one; both 0 if there is none
};

/// The program in pairs. Blank lines go with the code before them.
std::vector<Pair> pairs_of(const std::string& source);

/// What the comment says, as Markdown for Doxygen. A title becomes its lead.
std::string prose_of(const Pair& pair);

/// The program as a part of a page: prose beside code.
std::string annotated(const std::string& source, const ApiNames& api);

}  // namespace pages
