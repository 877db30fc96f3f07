#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "progress.h"
#include "stage/child.h"

namespace out_of_step {

/// A small course in a folder of its own, so that no test touches the real lessons, their build or
/// anybody's progress. Gone when the object is.
///
/// Its lessons: 01_first, whose server never reads; 02_second, a detour with two promises.
class FixtureTree {
public:
    FixtureTree();
    ~FixtureTree();
    FixtureTree(const FixtureTree&) = delete;
    FixtureTree& operator=(const FixtureTree&) = delete;

    const std::filesystem::path& root() const { return root_; }

    /// Writes a file, by its path from the root.
    void write(const std::string& path, const std::string& text) const;

    std::string read(const std::string& path) const;

    /// Makes lessons/`slug`/server.cpp (or solutions/...) a server of this mode; the modes are
    /// those of tests/live/fixtures/misbehaving_server.cpp.
    void write_server(const std::string& folder, const std::string& mode) const;

    /// Makes the lesson's judge a program that says "The judge: " and this, and does it.
    void write_judge(const std::string& slug, const std::string& statement) const;

    /// As if this had been seen of the lesson as it is now.
    void note(const std::string& slug, Progress::Seen seen) const;

    /// Prepares the build folder, as the launcher does.
    void configure(const std::string& compiler_flags = "") const;

    /// Runs the lab command as the launcher does.
    Finished lab(const std::vector<std::string>& arguments) const;

    /// How the launcher calls it.
    std::vector<std::string> lab_command(const std::vector<std::string>& arguments) const;

private:
    std::filesystem::path root_;
};

/// A command for a shell.
std::string for_shell(const std::vector<std::string>& command);

}  // namespace out_of_step
