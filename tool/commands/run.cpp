#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <uv.h>

#include "commands/commands.h"
#include "commands/live_print.h"
#include "text.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

int port_from(const std::string& typed) {
    int port = 0;
    const char* end = typed.data() + typed.size();
    const auto parsed = std::from_chars(typed.data(), end, port);
    if (parsed.ec != std::errc() || parsed.ptr != end || port < 1 || port > 65535) {
        throw Refused(
            fmt::format("\"{}\" is not a port. Give a number from 1 to 65535, for example 4567.",
                        printable(typed)));
    }
    return port;
}

// The sanitizers are asked for the stack where they would keep it to themselves: of undefined
// behaviour, and of what is thrown and never caught. Whoever has set the variable is not overruled.
void ask_for_stacks() {
    for (const auto& [name, value] : {std::pair{"ASAN_OPTIONS", "handle_abort=1"},
                                      std::pair{"UBSAN_OPTIONS", "print_stacktrace=1"}}) {
        if (std::getenv(name) == nullptr) uv_os_setenv(name, value);
    }
}

// How far it went: up to the first promise that is broken.
struct Played {
    std::size_t promises = 0;
    std::vector<Finding> findings;
    std::string errors;  // what the server wrote to stderr, unless all of it was shown
};

void play_promise(const Lesson& lesson, const Promise& promise, Staging staging, Played& played) {
    LivePrint audience;
    staging.audience = &audience;
    say(fmt::format("\n{}\n", wrapped(promise.name)));
    const Outcome outcome = play(scene_of(lesson, promise), staging);
    audience.finish();
    const bool all_shown = audience.show_errors(outcome.errors);
    say(outcome.findings.empty() ? "Kept.\n" : "Broken.\n");
    ++played.promises;
    played.findings = outcome.findings;
    played.errors = all_shown ? "" : outcome.errors;
}

// A report can be long, and is worth reading: so it is kept, beside the program.
void keep_errors(const Lab& lab, const fs::path& program, const std::string& errors) {
    const fs::path file = fs::path(program).replace_extension(".stderr.txt");
    const fs::path shown = file.lexically_relative(lab.root);
    const bool inside = !shown.empty() && *shown.begin() != "..";
    const bool written = write_whole_file(file, errors);
    say_paragraph(written ? "Everything that it wrote to stderr is in"
                          : "What it wrote to stderr could not be kept in");
    say(fmt::format("  {}\n", (inside ? shown : file).generic_string()));
}

// The last thing that somebody reads: what went wrong, in sentences.
void say_what_was_found(const Lesson& lesson, const Played& played) {
    const std::size_t promises = lesson.live.size();
    if (played.findings.empty()) {
        say_paragraph(promises == 1 ? "Every promise of this scene is kept."
                                    : "Every promise of these scenes is kept.");
        return;
    }
    if (promises > 1) say_paragraph(lesson.live[played.promises - 1].name + " is broken:");
    for (const std::string& sentence : sentences_about(played.findings)) {
        say_paragraph(printable(sentence));
    }
}

void say_what_is_left(const Lesson& lesson, const Played& played) {
    const std::size_t left = lesson.live.size() - played.promises;
    if (left == 0) return;
    say_paragraph(left == 1
                      ? "One more promise is looked at once this one is kept."
                      : fmt::format("{} more promises are looked at once this one is kept.", left));
}

void note_progress(Lab& lab, const Lesson& lesson, bool kept) {
    if (!lab.progress.note(lesson.slug, kept ? Progress::Seen::kept : Progress::Seen::broken)) {
        say_paragraph("(Your progress could not be written to the folder .lab here.)");
    }
}

void say_what_is_next(const Lab& lab, const Lesson& lesson, bool solution, bool kept) {
    if (solution) {
        say(fmt::format("Why this is right:\n  solutions/{}/README.md\n", lesson.slug));
        return;
    }
    if (!kept) {
        say("\n");
        say_paragraph("Next: find out why, and repair server.cpp. The task is in");
        say(fmt::format("  lessons/{}/README.md\n", lesson.slug));
        say(fmt::format("Then look again: ./lab run {}\n", lesson.number));
        if (!lesson.hints.empty()) say(fmt::format("Stuck? ./lab hint {}\n", lesson.number));
        return;
    }
    say("\n");
    if (!lesson.live.empty()) {
        say_paragraph(
            "No scene shows every mistake; some need bad luck. Let the judge try every moment:");
        say(fmt::format("  ./lab judge {}\n", lesson.number));
    }
    say_paragraph(lesson.live.empty() ? "Now compare your repair with"
                                      : "Then compare your repair with");
    say(fmt::format("  solutions/{}/README.md\n", lesson.slug));
    const Lesson* next = next_lesson(lab);
    if (next == nullptr) {
        say_paragraph("This was the last of the lessons that there are so far.");
    } else {
        say_paragraph(fmt::format("Next: lesson {}, {}: ./lab run {}", next->number, next->title,
                                  next->number));
    }
}

// What a client could see over real sockets would not tell, or not for certain.
int have_it_judged(Lab& lab, const Lesson& lesson, bool solution) {
    say_paragraph(
        "No client can show for certain what is wrong in this lesson. The judge can: it runs the "
        "server in a simulated Winsock.");
    say("\n");
    const bool kept = judge_in_between(lab, lesson, solution) == exit_kept;
    if (!solution) note_progress(lab, lesson, kept);
    say_what_is_next(lab, lesson, solution, kept);
    return kept ? exit_kept : exit_broken;
}

}  // namespace

const Lesson& lesson_named(const Lab& lab, const std::string& named) {
    const Lesson* lesson = find_lesson(lab.course, named);
    if (lesson == nullptr) {
        throw Refused(fmt::format("There is no lesson \"{}\". ./lab list shows those there are.",
                                  printable(named)));
    }
    return *lesson;
}

int run_lesson(Lab& lab, const RunOptions& options) {
    const Lesson& lesson = lesson_named(lab, options.lesson);
    Staging staging;
    if (options.port) staging.port = port_from(*options.port);
    for (const Promise& promise : lesson.live) scene_of(lesson, promise);  // all of them, or none

    say(wrapped(fmt::format("Lesson {}: {}{}", lesson.number, lesson.title,
                            options.solution ? ", the solution" : "")) +
        "\n");
    if (lesson.live.empty()) return have_it_judged(lab, lesson, options.solution);
    say_paragraph(
        "Lines in brackets are what the lab sees from outside. Where it pauses, it makes sure that "
        "nothing more will come.");
    const fs::path program = build_server(lab, lesson, options.solution);
    staging.command = {program.string()};
    staging.source = source_of(lesson, options.solution).generic_string();
    ask_for_stacks();
    // One broken promise at a time is enough to think about.
    Played played;
    while (played.findings.empty() && played.promises < lesson.live.size()) {
        play_promise(lesson, lesson.live[played.promises], staging, played);
    }
    const bool kept = played.findings.empty();
    if (!options.solution) note_progress(lab, lesson, kept);
    say("\n");
    say_what_was_found(lesson, played);
    if (!played.errors.empty()) keep_errors(lab, program, played.errors);
    say_what_is_left(lesson, played);
    say_what_is_next(lab, lesson, options.solution, kept);
    return kept ? exit_kept : exit_broken;
}

}  // namespace out_of_step
