#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pages {

/// An entry of the sidebar.
struct Tab {
    std::string label;
    std::string title;
};

/// What is in the sidebar and changes with the project; the rest of it is always the same.
struct Sidebar {
    std::vector<Tab> lessons;
    std::vector<Tab> solutions;
    std::vector<Tab> insides;
};

/// Doxygen's own layout with our sidebar in it. Throws WrongPage if it looks like no layout.
std::string layout_with(const Sidebar& sidebar, const std::string& layout);

/// Doxygen's own header with the language, and with the switch for light and dark.
std::string header_with_switch(std::string header);

}  // namespace pages
