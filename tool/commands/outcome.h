#pragma once

#include "commands/commands.h"

namespace out_of_step {

/// A look at a server, and what it was.
struct Outlook {
    Look look;
    bool judged = false;          ///< at every moment, by the judge, if there is one here
    bool by_the_judge = false;    ///< it is the judge that has found what is broken
    bool solution = false;        ///< it was the repaired one: no progress of the learner's
    const char* command = "run";  ///< what to type to look again
};

/// Notes the progress, says what comes next, and returns the exit code.
int conclude(Lab& lab, const Lesson& lesson, const Outlook& outlook);

}  // namespace out_of_step
