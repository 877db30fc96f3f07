#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace out_of_step {

/// How far somebody has come: what was seen when each lesson was run last.
class Progress {
public:
    enum class Seen { never, broken, kept };

    /// Reads `folder`/progress.json. A file that is not there or makes no sense is no progress.
    explicit Progress(std::filesystem::path folder);

    /// Nothing has been run yet.
    bool is_empty() const { return seen_.empty(); }

    Seen of(const std::string& lesson) const;

    /// The lesson that was run last, by its slug; empty if none was.
    const std::string& latest() const { return latest_; }

    /// Keeps it at once, whole or not at all. Returns whether it could be kept.
    bool note(const std::string& lesson, Seen seen);

private:
    std::filesystem::path folder_;
    std::map<std::string, Seen> seen_;
    std::string latest_;
};

}  // namespace out_of_step
