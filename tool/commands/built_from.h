#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace out_of_step {

struct Lab;

/// Sees to it that what is built is what the source says now.
///
/// A build goes by the times of files, and two things escape it. Somebody moves an older file to
/// the source's place: what was built is newer. Or saves while the compiler is at work on the text
/// of before: what comes out is newer, too. So the source's text is noted beside the program when a
/// build has ended and it is still what it was. Where the note says another text, or somebody else
/// has built since, the objects are removed, so that they are made again. The source itself is
/// never touched.
class BuiltFrom {
public:
    /// To be made before the build, under its lock. `source` is its path from the root.
    BuiltFrom(const Lab& lab, const std::filesystem::path& source);

    /// The build has come to its end, whatever that was. Returns the text that is built now;
    /// nothing if that is not known.
    std::optional<std::string> note() const;

private:
    bool is_in_doubt(const std::vector<std::filesystem::path>& objects) const;

    std::filesystem::path source_;
    std::filesystem::path note_;
    std::optional<std::string> text_;
};

}  // namespace out_of_step
