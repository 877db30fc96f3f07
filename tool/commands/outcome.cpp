#include "commands/outcome.h"

#include <fmt/format.h>

#include "text.h"

namespace out_of_step {

namespace {

void note_progress(Lab& lab, const Lesson& lesson, bool kept) {
    if (!lab.progress.note(lesson.slug, kept ? Progress::Seen::kept : Progress::Seen::broken)) {
        say_paragraph("(Your progress could not be written to the folder .lab here.)");
    }
}

void say_how_to_go_on(const Lesson& lesson, const char* command) {
    say("\n");
    say_paragraph("Next: find out why, and repair server.cpp. The task is in");
    say(fmt::format("  lessons/{}/README.md\n", lesson.slug));
    say(fmt::format("Then look again: ./lab {} {}\n", command, lesson.number));
    if (!lesson.hints.empty()) say(fmt::format("Stuck? ./lab hint {}\n", lesson.number));
}

void say_what_is_next(const Lab& lab, const Lesson& lesson, bool judged) {
    say("\n");
    if (!judged && judge_is_here()) {
        say_paragraph(
            "No scene shows every mistake; some need bad luck. Let the lab try every moment:");
        say(fmt::format("  ./lab check {}\n", lesson.number));
    }
    say_paragraph(judged ? "Now compare your repair with" : "Then compare your repair with");
    say(fmt::format("  solutions/{}/README.md\n", lesson.slug));
    const Lesson* next = next_lesson(lab);
    if (next == nullptr) {
        say_paragraph("This was the last of the lessons that there are so far.");
    } else {
        say_paragraph(fmt::format("Next: lesson {}, {}: ./lab run {}", next->number, next->title,
                                  next->number));
    }
}

}  // namespace

int conclude(Lab& lab, const Lesson& lesson, const Outlook& outlook) {
    if (outlook.solution) {
        say(fmt::format("Why this is right:\n  solutions/{}/README.md\n", lesson.slug));
    } else {
        note_progress(lab, lesson, outlook.kept);
        if (outlook.kept) {
            say_what_is_next(lab, lesson, outlook.judged);
        } else {
            say_how_to_go_on(lesson, outlook.command);
        }
    }
    return outlook.kept ? exit_kept : exit_broken;
}

}  // namespace out_of_step
