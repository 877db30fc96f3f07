#include <charconv>
#include <cstdint>
#include <optional>
#include <regex>

#include <fmt/format.h>

#include "commands/commands.h"
#include "sim/lasting_hash.h"
#include "text.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

/// A server, by what a replay string knows it by.
struct Replayed {
    const Lesson& lesson;
    bool solution;
};

/// The part of the string that says which program it is about. Throws Refused if it is none; the
/// judge looks at the rest.
std::uint32_t program_in(const std::string& string) {
    static const std::regex shape(
        "[0-9][a-z]-([0-9a-f]{8})-[0-9a-f]{8}(-[0-9]+[.][0-9]+[.][0-9]+)*");
    std::smatch parts;
    // The longest has a handful of unlucky moments; and std::regex calls itself for each character.
    constexpr std::size_t longest = 500;
    if (string.size() > longest || !std::regex_match(string, parts, shape)) {
        throw Refused(fmt::format(
            "\"{}\" is no replay string. One looks like 1w-562a259e-fcc09a1a-17.3.1 and "
            "stands at the end of the judge's report.",
            printable(string.substr(0, longest))));
    }
    const std::string digits = parts.str(1);
    std::uint32_t program = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), program, 16);
    return program;
}

bool is_made_from(const std::filesystem::path& source, std::uint32_t program) {
    const std::optional<std::string> text = read_whole_file(source);
    return text && winsock::sim::short_hash(winsock::sim::hash_of(*text)) == program;
}

Replayed server_of(const Lab& lab, std::uint32_t program) {
    for (const bool solution : {false, true}) {
        for (const Lesson& lesson : lab.course.lessons) {
            const std::filesystem::path source = source_of(lesson, solution);
            if (is_made_from(lab.root / source, program)) return {lesson, solution};
        }
    }
    throw Refused(
        "This string belongs to no server as it is now. It belongs to a file that has changed "
        "since, or to another course: judge again.");
}

}  // namespace

int replay_execution(const Lab& lab, const RunOptions& options) {
    const Replayed server = server_of(lab, program_in(options.replay));
    std::vector<std::string> words{"--replay", options.replay};
    if (options.step) words.emplace_back("--step");
    return become_judge(lab, server.lesson, server.solution, words);
}

}  // namespace out_of_step
