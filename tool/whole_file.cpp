#include "whole_file.h"

#include <fstream>
#include <iterator>
#include <random>

namespace out_of_step {

std::optional<std::string> read_whole_file(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;  // a folder opens, too
    std::ifstream input(file, std::ios::binary);
    if (!input) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(input), {});
}

bool write_whole_file(const std::filesystem::path& file, std::string_view text) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    std::filesystem::path mine = file;
    mine += "." + std::to_string(std::random_device()()) + ".tmp";
    std::ofstream output(mine, std::ios::binary);
    output << text;
    output.close();
    if (output) std::filesystem::rename(mine, file, error);
    if (output && !error) return true;
    std::filesystem::remove(mine, error);
    return false;
}

}  // namespace out_of_step
