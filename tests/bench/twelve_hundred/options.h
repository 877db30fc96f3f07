// The command line.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "measure.h"

namespace twelve_hundred {

// What was typed cannot be done; the text says why.
class WrongOption : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Options {
    Plan plan;
    bool quick = false;
    bool help = false;
    std::filesystem::path output;  // the folder for figures.csv and plot.svg
    std::filesystem::path redraw;  // draw and explain this file, and measure nothing
    std::vector<std::pair<std::string, std::string>> about;
};

extern const char* const usage;

// Throws WrongOption.
Options parse(const std::vector<std::string>& words);

// Takes the sizes away that this process may not open enough descriptors for. Returns what to say
// of it, "" if all can stay.
std::string fit_to_descriptors(Plan& plan, std::size_t descriptors);
std::size_t descriptors_for(int connections);

}  // namespace twelve_hundred
