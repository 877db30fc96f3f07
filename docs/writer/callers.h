#pragma once

#include <map>
#include <set>
#include <string>

#include "course_pages.h"

namespace pages {

/// The functions that a header declares: the name, and the declaration on one line.
std::map<std::string, std::string> declarations_in(const std::string& header);

/// The names that a program calls, its comments left out.
std::set<std::string> calls_in(const std::string& source);

/// For Doxygen: below each function of winsock/include that a lesson calls, which lessons do.
std::string in_the_course(const Site& site);

}  // namespace pages
