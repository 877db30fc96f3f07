#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace out_of_step {

/// How far somebody has come: what was seen when each lesson was looked at last, and which hints
/// were read. What is noted is kept at once, whole or not at all, beside what others have noted
/// meanwhile in other terminals; each note returns whether it was kept.
///
/// What was seen is tied to what it was seen of: once the server or what it is judged by has
/// changed, nobody knows whether it still holds.
class Progress {
public:
    enum class Seen {
        never,
        broken,
        played,  ///< the promises of its scenes were kept; not all moments were looked at
        kept,
        changed  ///< it was kept, and has been changed since
    };
    /// A lesson's fingerprint as it is now, by the lesson's slug.
    using Fingerprint = std::function<std::string(const std::string& lesson)>;

    /// Reads `folder`/progress.json. A file that is not there or makes no sense is no progress.
    Progress(std::filesystem::path folder, Fingerprint fingerprint);

    /// Nothing has been run yet.
    bool is_empty() const { return notes_.empty(); }

    /// There is a file, and nothing can be made of it. With the next note it is put aside.
    bool makes_no_sense() const { return makes_no_sense_; }

    Seen of(const std::string& lesson) const;

    /// The lesson that was run last, by its slug; empty if none was.
    const std::string& latest() const { return latest_; }

    /// How many of its hints were read.
    std::size_t hints_of(const std::string& lesson) const;

    /// `fingerprint` is that of what was looked at; it may be another one by now. What is known of
    /// the lesson as it is now is not replaced by what was seen of it as it was.
    bool note(const std::string& lesson, Seen seen, const std::string& fingerprint);
    bool note_hints(const std::string& lesson, std::size_t read);

    /// As if the lesson had never been run.
    bool forget(const std::string& lesson);

    /// Where it is kept, and what the lab puts aside.
    const std::filesystem::path& folder() const { return folder_; }

private:
    struct Note {
        std::string seen;
        std::string of;  // the fingerprint of what was seen, and of what was said of it
    };

    bool holds(const std::string& lesson, const Note& note) const;
    void read();
    void put_aside() const;
    bool change(const std::function<void()>& one);

    std::filesystem::path folder_;
    Fingerprint fingerprint_;
    std::map<std::string, Note> notes_;
    std::map<std::string, std::size_t> hints_;
    std::string latest_;
    bool makes_no_sense_ = false;
};

}  // namespace out_of_step
