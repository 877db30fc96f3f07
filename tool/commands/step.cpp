#include "commands/commands.h"

namespace out_of_step {

int step_lesson(const Lab& lab, const RunOptions& options) {
    std::vector<std::string> words{"--step"};
    if (options.promise) words.insert(words.end(), {"--promise", *options.promise});
    return become_judge(lab, lesson_meant(lab, options.lesson, "step"), false, words);
}

}  // namespace out_of_step
