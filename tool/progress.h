#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace out_of_step {

/// How far somebody has come: what was seen when each lesson was run last, and which hints were
/// read. What is noted is kept at once, whole or not at all, beside what others have noted
/// meanwhile in other terminals; each note returns whether it was kept.
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

    /// How many of its hints were read.
    std::size_t hints_of(const std::string& lesson) const;

    bool note(const std::string& lesson, Seen seen);
    bool note_hints(const std::string& lesson, std::size_t read);

    /// As if the lesson had never been run.
    bool forget(const std::string& lesson);

    /// Where it is kept, and what the lab puts aside.
    const std::filesystem::path& folder() const { return folder_; }

private:
    void read();
    bool change(const std::function<void()>& one);

    std::filesystem::path folder_;
    std::map<std::string, Seen> seen_;
    std::map<std::string, std::size_t> hints_;
    std::string latest_;
};

}  // namespace out_of_step
