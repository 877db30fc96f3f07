#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"

namespace out_of_step {

namespace {

std::string line_for(const Lab& lab, const Lesson& lesson) {
    std::string line = fmt::format("  {}  {}", lesson.number, lesson.title);
    if (lesson.detour) line += " (detour)";
    if (lesson.skeleton) line += " (yours to build)";
    if (lesson.measures) line += " (a measurement)";
    switch (lab.progress.of(lesson.slug)) {
        case Progress::Seen::kept: return line + ": done";
        case Progress::Seen::broken: return line + ": begun";
        case Progress::Seen::played: return line + ": its scenes are kept";
        case Progress::Seen::changed: return line + ": changed since it was done";
        case Progress::Seen::never: break;
    }
    return line;
}

}  // namespace

int list_lessons(const Lab& lab) {
    say_if_progress_makes_no_sense(lab);
    std::string chapter;
    for (const Lesson& lesson : lab.course.lessons) {
        if (lesson.chapter != chapter) {
            if (!chapter.empty()) say("\n");
            chapter = lesson.chapter;
            say_paragraph(fmt::format("Chapter {}: {}", chapter, lab.course.chapters.at(chapter)));
        }
        say(wrapped(line_for(lab, lesson), columns, 6) + "\n");
    }
    const Lesson* next = next_lesson(lab);
    say(fmt::format("\nA lesson is played by its number: ./lab run {}\n",
                    (next != nullptr ? *next : lab.course.lessons.front()).number));
    return exit_kept;
}

}  // namespace out_of_step
