#include <fstream>
#include <random>
#include <sstream>

#include <fmt/format.h>

#include "commands/commands.h"
#include "stage/child.h"
#include "text.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// In the build tree. Gone when the object is.
class TemporaryFolder {
public:
    explicit TemporaryFolder(const Lab& lab)
        : path_(lab.build / fmt::format("diff-{}", std::random_device()())) {
        std::error_code error;
        fs::create_directories(path_, error);
        if (error) throw Refused(fmt::format("{}: {}.", path_.string(), error.message()));
    }
    ~TemporaryFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

bool is_whole_line_comment(const std::string& line) {
    const std::size_t first = line.find_first_not_of(" \t");
    return first != std::string::npos && line.compare(first, 2, "//") == 0;
}

// What the compiler sees: the file without its whole-line comments, which differ everywhere.
void copy_code(const Lab& lab, const fs::path& from, const fs::path& to) {
    std::ifstream input(lab.root / from, std::ios::binary);
    if (!input || !fs::is_regular_file(lab.root / from)) {
        throw Refused(fmt::format("{} cannot be read.", from.generic_string()));
    }
    std::ofstream output(to, std::ios::binary);
    for (std::string line; std::getline(input, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!is_whole_line_comment(line)) output << line << '\n';
    }
    output.close();
    if (!output) throw Refused(fmt::format("{} cannot be written.", to.string()));
}

// Unified, with its two header lines. Empty if there is no difference.
std::string difference(const Lab& lab, const Lesson& lesson) {
    const TemporaryFolder folder(lab);
    const std::string mine = (folder.path() / "server.cpp").string();
    const std::string theirs = (folder.path() / "solution.cpp").string();
    copy_code(lab, source_of(lesson, false), mine);
    copy_code(lab, source_of(lesson, true), theirs);
#ifdef _WIN32
    const Finished diff = run_to_end({"git", "diff", "--no-index", "--no-color", "--no-ext-diff",
                                      "--text", "-U3", mine, theirs});
#else
    const Finished diff = run_to_end({"diff", "-a", "-u", mine, theirs});
#endif
    if (diff.exit_code > 1) throw Refused("The two files could not be compared: " + diff.errors);
    return diff.output;
}

void show(const std::string& difference) {
    std::istringstream lines(difference);
    bool begun = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("@@")) {
            say(begun ? "  ...\n" : "\n");
            begun = true;
        } else if (begun) {
            const std::string shown = line.size() > 1 ? " " + printable(line.substr(1)) : "";
            say(std::string(1, line.empty() ? ' ' : line[0]) + shown + "\n");
        }
    }
}

}  // namespace

int show_difference(const Lab& lab, const std::string& named) {
    const Lesson& lesson = lesson_meant(lab, named, "diff");
    const std::string found = difference(lab, lesson);
    say_title(lesson);
    if (found.empty()) {
        say_paragraph("Your server is the solution, but for its comments.");
    } else {
        say_paragraph("From your server (-) to the solution (+), without the comments:");
        show(found);
    }
    say(fmt::format("\nWhy it is right:\n  solutions/{}/README.md\n", lesson.slug));
    return exit_kept;
}

}  // namespace out_of_step
