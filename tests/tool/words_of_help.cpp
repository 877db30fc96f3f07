#include "words_of_help.h"

#include <sstream>

namespace out_of_step {

std::vector<std::string> commands_in(const std::string& help, const std::string& heading) {
    std::vector<std::string> words;
    std::istringstream lines(help);
    std::string line;
    while (std::getline(lines, line) && line != heading) continue;
    while (std::getline(lines, line) && !line.empty()) {
        if (line.size() > 2 && line[2] != ' ')
            words.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    return words;
}

}  // namespace out_of_step
