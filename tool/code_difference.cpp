#include "code_difference.h"

#include <fstream>
#include <random>

#include <fmt/format.h>

#include "stage/child.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// Gone when the object is.
class TemporaryFolder {
public:
    explicit TemporaryFolder(const fs::path& where)
        : path_(where / fmt::format("diff-{}", std::random_device()())) {
        std::error_code error;
        fs::create_directories(path_, error);
        if (error) throw CannotCompare(fmt::format("{}: {}.", path_.string(), error.message()));
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

void copy_code(const fs::path& root, const fs::path& from, const fs::path& to) {
    std::ifstream input(root / from, std::ios::binary);
    if (!input || !fs::is_regular_file(root / from)) {
        throw CannotCompare(fmt::format("{} cannot be read.", from.generic_string()));
    }
    std::ofstream output(to, std::ios::binary);
    for (std::string line; std::getline(input, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!is_whole_line_comment(line)) output << line << '\n';
    }
    output.close();
    if (!output) throw CannotCompare(fmt::format("{} cannot be written.", to.string()));
}

}  // namespace

bool is_whole_line_comment(const std::string& line) {
    const std::size_t first = line.find_first_not_of(" \t");
    return first != std::string::npos && line.compare(first, 2, "//") == 0;
}

std::string code_difference(const fs::path& root, const fs::path& mine, const fs::path& theirs,
                            const fs::path& scratch) {
    const TemporaryFolder folder(scratch);
    const std::string one = (folder.path() / mine.filename()).string();
    const std::string other = (folder.path() / "solution.cpp").string();
    copy_code(root, mine, one);
    copy_code(root, theirs, other);
#ifdef _WIN32
    const Finished diff = run_to_end(
        {"git", "diff", "--no-index", "--no-color", "--no-ext-diff", "--text", "-U3", one, other});
#else
    const Finished diff = run_to_end({"diff", "-a", "-u", one, other});
#endif
    if (diff.exit_code > 1) {
        throw CannotCompare("The two files could not be compared: " + diff.errors);
    }
    return diff.output;
}

}  // namespace out_of_step
