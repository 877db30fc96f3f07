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

const Lesson& lesson_to_do(const Lab& lab, const std::string& command) {
    const Lesson* next = next_lesson(lab);
    if (next != nullptr) return *next;
    throw Refused(
        fmt::format("Every lesson is done. Which one? For example: ./lab {} 03.", command));
}

const Lesson& lesson_meant(const Lab& lab, const std::string& named, const std::string& command) {
    if (!named.empty()) return lesson_named(lab, named);
    const std::string& latest = lab.progress.latest();
    return latest.empty() ? lesson_to_do(lab, command) : lesson_named(lab, latest);
}

int show_where_you_are(Lab& lab) {
    if (lab.progress.is_empty()) return welcome(lab);
    const auto& lessons = lab.course.lessons;
    const auto done = std::count_if(lessons.begin(), lessons.end(), [&](const Lesson& lesson) {
        return lab.progress.of(lesson.slug) == Progress::Seen::kept;
    });
    say_paragraph(fmt::format("Done: {} of {} lessons.", done, lessons.size()));
    const Lesson* next = next_lesson(lab);
    if (next == nullptr) {
        say_paragraph(
            "Every promise of every lesson is kept. That was the course, as far as it goes.");
        return exit_kept;
    }
    const bool begun = lab.progress.of(next->slug) == Progress::Seen::broken;
    say_paragraph(fmt::format("{}: lesson {}, {}.", begun ? "You are at" : "Next", next->number,
                              next->title));
    if (begun) {
        say_paragraph("Read and repair:");
        say(fmt::format("  lessons/{}/README.md and server.cpp\n", next->slug));
    }
    say(fmt::format("See it {}:\n  ./lab run {}\n", begun ? "again" : "run", next->number));
    return exit_kept;
}

}  // namespace out_of_step
