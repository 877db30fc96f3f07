#include "commands/outcome.h"

#include <fmt/format.h>

#include "fingerprint.h"
#include "text.h"

namespace out_of_step {

namespace {

Progress::Seen seen_in(const Outlook& outlook) {
    if (!outlook.look.kept) return Progress::Seen::broken;
    return outlook.judged ? Progress::Seen::kept : Progress::Seen::played;
}

void note_progress(Lab& lab, const Lesson& lesson, const Outlook& outlook) {
    if (!outlook.look.text) {
        say_paragraph(
            fmt::format("({} was saved meanwhile, so nobody knows which of the two this was about. "
                        "It is not noted: look again.)",
                        lesson.file()));
        return;
    }
    const std::string fingerprint = fingerprint_of(lab.root, lesson, *outlook.look.text);
    if (!lab.progress.note(lesson.slug, seen_in(outlook), fingerprint)) {
        say_paragraph("(Your progress could not be written to the folder .lab here.)");
    }
}

void say_how_to_go_on(const Lesson& lesson, const Outlook& outlook) {
    say("\n");
    say_paragraph(fmt::format("Next: {} {}. The task is in",
                              lesson.skeleton ? "build on in" : "find out why, and repair",
                              lesson.file()));
    say(fmt::format("  lessons/{}/README.md\n", lesson.slug));
    if (outlook.by_the_judge) {
        say(fmt::format("Look at each step: ./lab step {}\n", lesson.number));
    }
    say(fmt::format("Then look again: ./lab {} {}\n", outlook.command, lesson.number));
    if (!lesson.hints.empty()) say(fmt::format("Stuck? ./lab hint {}\n", lesson.number));
}

void say_to_have_it_checked(const Lesson& lesson) {
    say_paragraph(
        "No scene shows every mistake; some need bad luck. Let the lab try every moment:");
    say(fmt::format("  ./lab check {}\n", lesson.number));
}

void say_what_is_next(const Lab& lab, const Lesson& lesson) {
    const bool leads_on = !lesson.leads_to.empty();
    if (leads_on) say_paragraph(lesson.leads_to);
    say_paragraph(leads_on ? "But first compare your repair with" : "Now compare your repair with");
    say(fmt::format("  solutions/{}/README.md\n", lesson.slug));
    say("\n");
    say_how_far(lab);
    const Lesson* next = next_lesson(lab);
    if (next == nullptr) {
        say_paragraph("Every lesson is done. That was the course, as far as it goes.");
        return;
    }
    say_paragraph(
        fmt::format("Next: lesson {}, {}: ./lab run {}", next->number, next->title, next->number));
}

}  // namespace

int conclude(Lab& lab, const Lesson& lesson, const Outlook& outlook) {
    if (outlook.solution) {
        say(fmt::format("Why this is right:\n  solutions/{}/README.md\n", lesson.slug));
    } else {
        note_progress(lab, lesson, outlook);
        if (!outlook.look.kept) {
            say_how_to_go_on(lesson, outlook);
        } else if (outlook.judged || lab.progress.of(lesson.slug) == Progress::Seen::kept) {
            say("\n");
            say_what_is_next(lab, lesson);
        } else {
            say("\n");
            say_to_have_it_checked(lesson);
        }
    }
    return outlook.look.kept ? exit_kept : exit_broken;
}

}  // namespace out_of_step
