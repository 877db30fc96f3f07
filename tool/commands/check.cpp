#include "commands/commands.h"
#include "commands/outcome.h"
#include "commands/scenes.h"
#include "text.h"

namespace out_of_step {

namespace {

void look_at_every_moment(const Lab& lab, const Lesson& lesson, Outlook& outlook) {
    say_paragraph("Every moment, in a simulated Winsock:");
    say("\n");
    outlook.look = judge_in_between(lab, lesson, outlook.solution);
    outlook.by_the_judge = !outlook.look.kept;
    if (!outlook.look.kept || lesson.live.empty()) return;
    say("\nAnd over real sockets:\n");
    const Look played = play_scenes(lab, lesson, outlook.solution, {});
    outlook.look.kept = played.kept;
    if (played.text != outlook.look.text) outlook.look.text.reset();
}

}  // namespace

int check_lesson(Lab& lab, const RunOptions& options) {
    const Lesson& lesson = lesson_meant(lab, options.lesson, "check");
    // What is wrong with the scenes is said before somebody has waited for the judge.
    for (const Promise& promise : lesson.live) scene_of(lesson, promise);
    if (lesson.live.empty() && !judge_is_here()) judge_lesson(lab, options);  // says why not
    say_title(lesson, options.solution);
    Outlook outlook;
    outlook.command = "check";
    outlook.solution = options.solution;
    outlook.judged = true;
    if (judge_is_here()) {
        look_at_every_moment(lab, lesson, outlook);
    } else {
        say_paragraph("The judge runs on Linux only so far. Over real sockets:");
        outlook.look = play_scenes(lab, lesson, options.solution, {});
    }
    return conclude(lab, lesson, outlook);
}

}  // namespace out_of_step
