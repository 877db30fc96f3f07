#include "files.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace course {

namespace fs = std::filesystem;

const fs::path& root() {
    static const fs::path folder = OUT_OF_STEP_SOURCE_DIR;
    return folder;
}

std::string at(const fs::path& file, std::size_t line) {
    std::string place = fs::relative(file, root()).generic_string();
    return line == 0 ? place : place + ":" + std::to_string(line);
}

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<Line> lines_of(const fs::path& file) {
    std::vector<Line> lines;
    std::istringstream in(read(file));
    for (std::string text; std::getline(in, text);) lines.push_back({lines.size() + 1, text});
    return lines;
}

bool is_whole_line_comment(const Line& line) {
    const auto start = line.text.find_first_not_of(' ');
    return start != std::string::npos && line.text.compare(start, 2, "//") == 0;
}

std::vector<Line> code_of(const fs::path& file) {
    std::vector<Line> code = lines_of(file);
    std::erase_if(code, is_whole_line_comment);
    return code;
}

bool same_code(const fs::path& one, const fs::path& other) {
    const auto same = [](const Line& mine, const Line& theirs) { return mine.text == theirs.text; };
    const std::vector<Line> first = code_of(one);
    const std::vector<Line> second = code_of(other);
    return std::equal(first.begin(), first.end(), second.begin(), second.end(), same);
}

std::size_t columns(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::size_t lines_changed(const std::vector<Line>& from, const std::vector<Line>& to) {
    // common[i][j]: the longest common subsequence of from[i...] and to[j...].
    std::vector<std::vector<std::size_t>> common(from.size() + 1,
                                                 std::vector<std::size_t>(to.size() + 1, 0));
    for (std::size_t i = from.size(); i-- > 0;) {
        for (std::size_t j = to.size(); j-- > 0;) {
            common[i][j] = from[i].text == to[j].text
                               ? common[i + 1][j + 1] + 1
                               : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    std::size_t changed = 0;
    std::size_t removed = 0;
    std::size_t added = 0;
    const auto end_of_run = [&] {
        changed += std::max(removed, added);
        removed = added = 0;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < from.size() || j < to.size()) {
        if (i < from.size() && j < to.size() && from[i].text == to[j].text) {
            end_of_run();
            ++i, ++j;
        } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
            ++removed, ++i;
        } else {
            ++added, ++j;
        }
    }
    end_of_run();
    return changed;
}

std::vector<fs::path> files_below(const fs::path& folder, const std::string& name_ends) {
    std::vector<fs::path> found;
    if (!fs::exists(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().filename().string().ends_with(name_ends)) {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace course
