#include "commands/scenes.h"

#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <uv.h>

#include "commands/live_print.h"
#include "text.h"
#include "watch/descendants.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

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
    LivePrint audience(lesson.program);
    staging.arguments = promise.arguments;
    staging.audience = &audience;
    say(fmt::format("\n{}\n", wrapped(promise.name)));
    descendants::adopt();
    const Outcome outcome = play(scene_of(lesson, promise), staging);
    // A server may leave processes behind that have left its group.
    descendants::end_all();
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

}  // namespace

Look play_scenes(const Lab& lab, const Lesson& lesson, bool solution, std::optional<int> port) {
    say_paragraph(
        "Lines in brackets are what the lab sees from outside. Where it pauses, it makes sure that "
        "nothing more will come.");
    const auto [program, text] = build_program(lab, lesson, solution);
    Staging staging;
    staging.port = port;
    staging.command = {program.string()};
    staging.source = source_of(lesson, solution).generic_string();
    ask_for_stacks();
    // One broken promise at a time is enough to think about.
    Played played;
    while (played.findings.empty() && played.promises < lesson.live.size()) {
        play_promise(lesson, lesson.live[played.promises], staging, played);
    }
    say("\n");
    say_what_was_found(lesson, played);
    if (!played.errors.empty()) keep_errors(lab, program, played.errors);
    say_what_is_left(lesson, played);
    return {played.findings.empty(), text};
}

}  // namespace out_of_step
