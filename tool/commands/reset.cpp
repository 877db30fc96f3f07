#include <optional>

#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// Throws Refused if something else than a file is there, which nobody should lose.
void expect_a_file(const Lab& lab, const fs::path& source) {
    std::error_code error;
    const fs::file_type found = fs::symlink_status(lab.root / source, error).type();
    if (found == fs::file_type::regular || found == fs::file_type::not_found) return;
    throw Refused(fmt::format("{} is no plain file. Move it away; nothing was changed.",
                              source.generic_string()));
}

// Copies the file to the first number that is free, and overwrites nothing.
fs::path put_aside(const Lab& lab, const Lesson& lesson, const fs::path& server) {
    const fs::path folder = lab.progress.folder() / "backups";
    std::error_code error;
    fs::create_directories(folder, error);
    for (int number = 1; !error; ++number) {
        const fs::path copy = folder / fmt::format("{}.{}.cpp", lesson.slug, number);
        if (fs::exists(copy)) continue;
        fs::copy_file(server, copy, error);
        if (!error) return copy;
    }
    throw Refused(fmt::format("Your {} could not be copied to {} ({}), so nothing was changed.",
                              source_of(lesson, false).generic_string(),
                              folder.lexically_relative(lab.root).generic_string(),
                              error.message()));
}

}  // namespace

int reset_lesson(Lab& lab, const std::string& named) {
    const Lesson& lesson = lesson_named(lab, named);
    expect_a_program(lesson, "reset");
    const fs::path source = source_of(lesson, false);
    const fs::path server = lab.root / source;
    const fs::path original = lab.root / "tool" / "originals" / (lesson.slug + ".cpp");
    const std::optional<std::string> text = read_whole_file(original);
    if (!text) throw Refused(fmt::format("The original cannot be read: {}", original.string()));

    expect_a_file(lab, source);
    const std::optional<std::string> mine = read_whole_file(server);
    if (mine == text) {
        lab.progress.forget(lesson.slug);
        say_paragraph(fmt::format("{} is as it was in the beginning. Nothing was changed.",
                                  source.generic_string()));
        return exit_kept;
    }
    std::optional<fs::path> copy;
    if (mine || fs::exists(server)) copy = put_aside(lab, lesson, server);
    if (!write_whole_file(server, *text)) {
        std::error_code error;
        if (copy) fs::remove(*copy, error);
        throw Refused(
            fmt::format("{} cannot be written: may you write to its folder, and is there room on "
                        "the disk? Nothing was changed.",
                        source.generic_string()));
    }
    if (copy) {
        say_paragraph("What was there is kept in");
        say(fmt::format("  {}\n", copy->lexically_relative(lab.root).generic_string()));
    }
    say_paragraph(fmt::format("{} is again as it was in the beginning.", source.generic_string()));
    if (!lab.progress.forget(lesson.slug)) {
        say_paragraph("(Your progress could not be written to the folder .lab here.)");
    }
    say(fmt::format("See it run:\n  ./lab run {}\n", lesson.number));
    return exit_kept;
}

}  // namespace out_of_step
