// The servers of the course: each lesson follows from the solution before it, repairs are small,
// and every file keeps to its width and its headers. Only files are read here; nothing is run.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "files.h"
#include "list.h"

namespace {

using namespace course;
namespace fs = std::filesystem;

constexpr std::size_t most_columns = 68;
constexpr std::size_t most_lines = 200;
constexpr std::size_t most_lines_of_a_skeleton = 300;
constexpr std::size_t most_lines_repaired = 24;
constexpr std::size_t most_lines_of_a_detour = 12;

std::vector<fs::path> servers() {
    std::vector<fs::path> all;
    for (const char* folder : {"lessons", "solutions", "tests/course/attempts"}) {
        const auto found = files_below(root() / folder, ".cpp");
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

/// Says where two programs part, if they are not the same but for their comments.
void expect_same_code(const fs::path& file, const fs::path& model) {
    const std::vector<Line> mine = code_of(file);
    const std::vector<Line> theirs = code_of(model);
    for (std::size_t i = 0; i < std::max(mine.size(), theirs.size()); ++i) {
        if (i < mine.size() && i < theirs.size() && mine[i].text == theirs[i].text) continue;
        const Line here = i < mine.size() ? mine[i] : Line{0, "(the file has ended)"};
        const Line there = i < theirs.size() ? theirs[i] : Line{0, "(the file has ended)"};
        ADD_FAILURE() << at(file, here.number) << ": " << here.text << "\n"
                      << at(model, there.number) << ": " << there.text
                      << "\nA lesson is the solution before it with other comments.";
        return;
    }
}

TEST(Course, ALessonIsTheSolutionBeforeItWithOtherComments) {
    const std::vector<Lesson>& all = lessons();
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[i].chapter != all[i - 1].chapter || all[i].skeleton) continue;
        if (!all[i].detour) {
            expect_same_code(all[i].lesson, all[i - 1].solution);
            continue;
        }
        const std::size_t changed =
            lines_changed(code_of(all[i - 1].solution), code_of(all[i].lesson));
        EXPECT_GE(changed, 1U) << at(all[i].lesson, 1) << ": a detour that leads nowhere";
        EXPECT_LE(changed, most_lines_of_a_detour)
            << at(all[i].lesson, 1) << ": this detour is " << changed << " lines away from "
            << at(all[i - 1].solution);
    }
}

TEST(Course, ARepairIsSmall) {
    for (const Lesson& lesson : lessons()) {
        const std::size_t changed = lines_changed(code_of(lesson.lesson), code_of(lesson.solution));
        EXPECT_GE(changed, 1U) << at(lesson.solution, 1) << ": nothing has been repaired";
        if (lesson.skeleton) continue;  // there is everything to be done
        EXPECT_LE(changed, most_lines_repaired)
            << at(lesson.solution, 1) << ": " << changed << " lines are changed";
    }
}

TEST(Course, TheLabHasEveryLessonAsItWasInTheBeginning) {
    const fs::path originals = root() / "tool" / "originals";
    for (const Lesson& lesson : lessons()) {
        const fs::path original = originals / (lesson.slug + ".cpp");
        EXPECT_EQ(read(original), read(lesson.lesson))
            << at(original) << " is not the lesson. If that was changed for good, copy "
            << at(lesson.lesson) << " there. If it is your repair, leave it: ./lab reset "
            << lesson.number << " needs the original.";
    }
    EXPECT_EQ(files_below(originals, ".cpp").size(), lessons().size())
        << at(originals) << " has a file that is no lesson";
}

std::size_t most_lines_of(const fs::path& file) {
    const std::string slug = file.parent_path().filename().string();
    const bool skeleton =
        std::any_of(lessons().begin(), lessons().end(),
                    [&](const Lesson& lesson) { return lesson.skeleton && lesson.slug == slug; });
    return skeleton ? most_lines_of_a_skeleton : most_lines;
}

TEST(Course, EveryServerFitsThePage) {
    for (const fs::path& file : servers()) {
        const std::vector<Line> lines = lines_of(file);
        const std::size_t most = most_lines_of(file);
        EXPECT_LE(lines.size(), most) << at(file, most + 1) << ": too long";
        for (const Line& line : lines) {
            EXPECT_LE(columns(line.text), most_columns) << at(file, line.number) << ": too wide";
            EXPECT_EQ(line.text.find_first_of("\t\r"), std::string::npos)
                << at(file, line.number) << ": a tab, or a line that ends as on Windows";
            EXPECT_FALSE(line.text.ends_with(' '))
                << at(file, line.number) << ": a blank at the end";
            EXPECT_TRUE(is_whole_line_comment(line) || line.text.find(" // ") == std::string::npos)
                << at(file, line.number) << ": a comment stands above its line, not behind it";
        }
    }
}

/// The headers a lesson may include: Winsock's, and the standard library's.
bool is_allowed_header(const std::string& header) {
    static const std::set<std::string> c = {"stdio.h",  "stdlib.h", "string.h", "stdint.h",
                                            "stddef.h", "limits.h", "ctype.h",  "assert.h",
                                            "time.h",   "signal.h"};
    if (header == "winsock2.h" || header == "windows.h" || c.contains(header)) return true;
    // The C++ library's own headers have no dot and no folder: <vector>, <cstring>.
    return header.find_first_of("./") == std::string::npos;
}

TEST(Course, AServerIncludesWinsockAndTheStandardLibraryOnly) {
    for (const fs::path& file : servers()) {
        std::size_t winsock = 0;
        for (const Line& line : code_of(file)) {
            if (!line.text.starts_with("#include")) continue;
            const auto open = line.text.find('<');
            const auto close = line.text.find('>');
            const bool angled = open != std::string::npos && close != std::string::npos;
            EXPECT_TRUE(angled && is_allowed_header(line.text.substr(open + 1, close - open - 1)))
                << at(file, line.number) << ": " << line.text << " is not for a lesson";
            if (line.text == "#include <winsock2.h>") winsock = line.number;
            EXPECT_TRUE(line.text != "#include <windows.h>" || winsock != 0)
                << at(file, line.number) << ": winsock2.h comes before windows.h";
        }
        EXPECT_NE(winsock, 0U) << at(file, 1) << ": winsock2.h is not included";
    }
}

}  // namespace
