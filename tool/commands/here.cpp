#include <algorithm>

#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"

namespace out_of_step {

namespace {

int welcome(Lab& lab) {
    const Lesson& first = lab.course.lessons.front();
    say_paragraph(
        "Welcome to Out of Step. You learn how a server waits for many clients with "
        "WSAEventSelect, from a server that gets it wrong, one mistake at a time.");
    say("\n");
    say_paragraph(
        fmt::format("This is lesson {}: the server runs, and clients come to it.", first.number));
    say("\n");
    // A lesson is meant to fail, so this is no failure of the command.
    run_lesson(lab, {first.number});
    say("\nAll lessons: ./lab list. All commands: ./lab --help\n");
    return exit_kept;
}

void say_how_it_stands(const Lesson& lesson, Progress::Seen seen) {
    const bool is_new = seen == Progress::Seen::never;
    say_paragraph(fmt::format("{}: lesson {}, {}.", is_new ? "Next" : "You are at", lesson.number,
                              lesson.title));
    if (lesson.measures) {
        say_paragraph("Here you measure. Read what, then predict, then run it:");
        say(fmt::format("  lessons/{}/README.md\n  ./lab run {}\n", lesson.slug, lesson.number));
        return;
    }
    switch (seen) {
        case Progress::Seen::never:
            say(fmt::format("See it run:\n  ./lab run {}\n", lesson.number));
            break;
        case Progress::Seen::broken:
            say_paragraph("Read and repair:");
            say(fmt::format("  lessons/{}/README.md and {}\n", lesson.slug, lesson.file()));
            say(fmt::format("See it again:\n  ./lab run {}\n", lesson.number));
            break;
        case Progress::Seen::played:
            say_paragraph("What its scenes show is kept. Let the lab try every moment:");
            say(fmt::format("  ./lab check {}\n", lesson.number));
            break;
        default:
            say_paragraph("It was done, and something has changed since. See whether it holds:");
            say(fmt::format("  ./lab check {}\n", lesson.number));
    }
}

}  // namespace

const Lesson* next_lesson(const Lab& lab) {
    const auto not_done = [&](const Lesson& lesson) {
        return lab.progress.of(lesson.slug) != Progress::Seen::kept;
    };
    const Lesson* latest = find_lesson(lab.course, lab.progress.latest());
    if (latest != nullptr && not_done(*latest)) return latest;
    const auto& lessons = lab.course.lessons;
    const auto found = std::find_if(lessons.begin(), lessons.end(), not_done);
    return found == lessons.end() ? nullptr : &*found;
}

const Lesson& lesson_meant(const Lab& lab, const std::string& named, const std::string& command) {
    const Lesson* const meant = named.empty() ? next_lesson(lab) : &lesson_named(lab, named);
    if (meant == nullptr) {
        throw Refused(
            fmt::format("Every lesson is done. Which one? For example: ./lab {} 03.", command));
    }
    if (command != "run" && command != "hint") expect_a_program(*meant, command);
    return *meant;
}

void expect_a_program(const Lesson& lesson, const std::string& command) {
    if (!lesson.measures) return;
    throw Refused(
        fmt::format("There is nothing to repair in lesson {0}, and so nothing to {1}: it measures. "
                    "./lab run {0} does that, and lessons/{2}/README.md says what to look for.",
                    lesson.number, command, lesson.slug));
}

void say_if_progress_makes_no_sense(const Lab& lab) {
    if (!lab.progress.makes_no_sense()) return;
    say_paragraph(
        "(.lab/progress.json makes no sense, so it counts as no progress. With the next verdict it "
        "is put aside.)");
}

void say_how_far(const Lab& lab) {
    const auto& lessons = lab.course.lessons;
    const auto done = std::count_if(lessons.begin(), lessons.end(), [&](const Lesson& lesson) {
        return lab.progress.of(lesson.slug) == Progress::Seen::kept;
    });
    say_paragraph(fmt::format("Done: {} of {} lessons.", done, lessons.size()));
}

int show_where_you_are(Lab& lab) {
    say_if_progress_makes_no_sense(lab);
    if (lab.progress.is_empty()) return welcome(lab);
    say_how_far(lab);
    const Lesson* next = next_lesson(lab);
    if (next == nullptr) {
        say_paragraph(
            "Every promise of every lesson is kept. That was the course, as far as it goes.");
        return exit_kept;
    }
    say_how_it_stands(*next, lab.progress.of(next->slug));
    return exit_kept;
}

}  // namespace out_of_step
