#include <sstream>

#include <fmt/format.h>

#include "code_difference.h"
#include "commands/commands.h"
#include "text.h"

namespace out_of_step {

namespace {

std::string difference(const Lab& lab, const Lesson& lesson) {
    try {
        return code_difference(lab.root, source_of(lesson, false), source_of(lesson, true),
                               lab.build);
    } catch (const CannotCompare& error) {
        throw Refused(error.what());
    }
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
        say_paragraph(
            fmt::format("Your {} is the solution, but for its comments.", lesson.program));
    } else {
        say_paragraph(fmt::format("From your {} (-) to the solution (+), without the comments:",
                                  lesson.program));
        show(found);
    }
    say(fmt::format("\nWhy it is right:\n  solutions/{}/README.md\n", lesson.slug));
    return exit_kept;
}

}  // namespace out_of_step
