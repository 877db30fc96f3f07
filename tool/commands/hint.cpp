#include <algorithm>

#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"

namespace out_of_step {

namespace {

void say_what_is_next(const Lesson& lesson, std::size_t shown) {
    say("\n");
    if (shown < lesson.hints.size()) {
        say_paragraph(
            fmt::format("Think first. The next hint says more: ./lab hint {}", lesson.number));
        return;
    }
    if (lesson.measures) {
        say_paragraph("That was the last one. What came out here, and why:");
        say(fmt::format("  solutions/{}/README.md\n", lesson.slug));
        return;
    }
    say_paragraph("That was the last one. If you are still stuck, see what the repair changes:");
    say(fmt::format("  ./lab diff {}\nand why:\n  solutions/{}/README.md\n", lesson.number,
                    lesson.slug));
}

}  // namespace

int show_hint(Lab& lab, const std::string& named) {
    const Lesson& lesson = lesson_meant(lab, named, "hint");
    if (lesson.hints.empty()) {
        throw Refused(fmt::format("Lesson {} has no hints. Its page: lessons/{}/README.md",
                                  lesson.number, lesson.slug));
    }
    const std::size_t all = lesson.hints.size();
    const std::size_t shown = std::min(lab.progress.hints_of(lesson.slug), all - 1) + 1;
    say_title(lesson);
    for (std::size_t i = 0; i < shown; ++i) {
        say(fmt::format("\nHint {} of {}\n", i + 1, all));
        say_paragraph(lesson.hints[i]);
    }
    say_what_is_next(lesson, shown);
    if (!lab.progress.note_hints(lesson.slug, shown)) {
        say_paragraph(
            "(That you have read it could not be written to the folder .lab here, so the next time "
            "it is this one again.)");
    }
    return exit_kept;
}

}  // namespace out_of_step
