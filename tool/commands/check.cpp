#include "commands/commands.h"
#include "commands/outcome.h"
#include "commands/scenes.h"
#include "fingerprint.h"
#include "text.h"

namespace out_of_step {

namespace {

bool is_kept_at_every_moment(const Lab& lab, const Lesson& lesson, bool solution) {
    say_paragraph("Every moment, in a simulated Winsock:");
    say("\n");
    const bool kept = judge_in_between(lab, lesson, solution) == exit_kept;
    if (kept && !lesson.live.empty()) say("\nAnd over real sockets:\n");
    return kept;
}

}  // namespace

int check_lesson(Lab& lab, const RunOptions& options) {
    const Lesson& lesson = lesson_meant(lab, options.lesson, "check");
    // What is wrong with the scenes is said before somebody has waited for the judge.
    for (const Promise& promise : lesson.live) scene_of(lesson, promise);
    if (lesson.live.empty() && !judge_is_here()) judge_lesson(lab, options);  // says why not
    say_title(lesson, options.solution);
    Outlook outlook;
    outlook.fingerprint = fingerprint_of(lab.root, lesson);
    outlook.command = "check";
    outlook.solution = options.solution;
    outlook.judged = true;
    outlook.kept = true;
    if (judge_is_here()) {
        outlook.kept = is_kept_at_every_moment(lab, lesson, options.solution);
        outlook.by_the_judge = !outlook.kept;
    } else {
        say_paragraph("The judge runs on Linux only so far. Over real sockets:");
    }
    if (outlook.kept && !lesson.live.empty()) {
        outlook.kept = play_scenes(lab, lesson, options.solution, {});
        outlook.played = true;
    }
    return conclude(lab, lesson, outlook);
}

}  // namespace out_of_step
