#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace out_of_step {

/// Two programs could not be compared; the text is a sentence that says why.
class CannotCompare : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What the compiler sees different in two programs, both named from `root`: without their
/// whole-line comments, which differ everywhere. A unified difference with its two header lines;
/// empty if there is none. Works in `scratch`, and leaves nothing there. Throws CannotCompare.
std::string code_difference(const std::filesystem::path& root, const std::filesystem::path& mine,
                            const std::filesystem::path& theirs,
                            const std::filesystem::path& scratch);

/// Whether a line of a program is a comment and nothing else.
bool is_whole_line_comment(const std::string& line);

}  // namespace out_of_step
