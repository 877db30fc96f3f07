#include "commands/commands.h"
#include "commands/outcome.h"
#include "commands/scenes.h"
#include "text.h"

namespace out_of_step {

int check_lesson(Lab& lab, const RunOptions& options) {
    const Lesson& lesson =
        options.lesson.empty() ? lesson_to_do(lab, "check") : lesson_named(lab, options.lesson);
    say_title(lesson, options.solution);
    say_paragraph("Every moment, in a simulated Winsock:");
    say("\n");
    Outlook outlook;
    outlook.command = "check";
    outlook.solution = options.solution;
    outlook.judged = true;
    outlook.kept = judge_in_between(lab, lesson, options.solution) == exit_kept;
    if (outlook.kept && !lesson.live.empty()) {
        say("\n");
        say_paragraph("And over real sockets:");
        outlook.kept = play_scenes(lab, lesson, options.solution, {});
    }
    return conclude(lab, lesson, outlook);
}

}  // namespace out_of_step
