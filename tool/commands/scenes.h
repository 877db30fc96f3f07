#pragma once

#include <optional>

#include "commands/commands.h"

namespace out_of_step {

/// Builds the lesson's server and plays its scenes over real sockets, up to the first promise that
/// is broken, and says what was found.
/// Throws Refused, StageError or BrokenCourse.
Look play_scenes(const Lab& lab, const Lesson& lesson, bool solution, std::optional<int> port);

}  // namespace out_of_step
