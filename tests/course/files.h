#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace course {

/// The project's folder.
const std::filesystem::path& root();

/// A line of a file, with the number an editor shows for it.
struct Line {
    std::size_t number = 0;
    std::string text;
};

/// "lessons/01_nothing_arrives/server.cpp:12", as editors and terminals make it a link.
std::string at(const std::filesystem::path& file, std::size_t line = 0);

/// The whole file; "" if it cannot be read.
std::string read(const std::filesystem::path& file);
std::vector<Line> lines_of(const std::filesystem::path& file);

bool is_whole_line_comment(const Line& line);
/// What the compiler is meant to see: the file without its whole-line comments.
std::vector<Line> code_of(const std::filesystem::path& file);
/// Whether two programs are the same but for their whole-line comments.
bool same_code(const std::filesystem::path& one, const std::filesystem::path& other);

/// The columns a reader sees: UTF-8 continuation bytes take none.
std::size_t columns(const std::string& text);

/// How many lines a reader has to change: of each run of removed and added lines, the longer side.
std::size_t lines_changed(const std::vector<Line>& from, const std::vector<Line>& to);

/// All files whose names end so, somewhere below `folder`, in a fixed order.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::string& name_ends);

}  // namespace course
