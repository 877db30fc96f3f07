#include "text_file.h"

#include <fstream>
#include <iterator>
#include <sstream>

#include <fmt/format.h>

#include "wrong_page.h"

namespace pages {

namespace fs = std::filesystem;

std::string read_text(const fs::path& root, const fs::path& file) {
    std::ifstream input(root / file, std::ios::binary);
    if (!input || !fs::is_regular_file(root / file)) {
        throw WrongPage(fmt::format("{} cannot be read", file.generic_string()));
    }
    return {std::istreambuf_iterator<char>(input), {}};
}

void write_text(const fs::path& file, const std::string& text) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    std::ofstream output(file, std::ios::binary);
    output << text;
    output.close();
    if (!output) throw WrongPage(fmt::format("{} cannot be written", file.string()));
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream input(text);
    for (std::string line; std::getline(input, line);) lines.push_back(line);
    return lines;
}

}  // namespace pages
