#pragma once

#include "commands/commands.h"

namespace out_of_step {

/// What has come of looking at a server.
struct Outlook {
    bool kept = false;            ///< every promise that was looked at
    bool judged = false;          ///< at every moment, by the judge
    bool solution = false;        ///< it was the repaired one: no progress of the learner's
    const char* command = "run";  ///< what to type to look again
};

/// Notes the progress, says what comes next, and returns the exit code.
int conclude(Lab& lab, const Lesson& lesson, const Outlook& outlook);

}  // namespace out_of_step
