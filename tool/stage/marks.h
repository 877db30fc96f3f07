#pragma once

#include "stage/scene.h"

namespace out_of_step {

/// The same scene with random letters in place of what the client is to tell and the server has
/// said: no client can tell that without having received it. Nothing gets longer or shorter.
Scene with_marks(Scene scene);

}  // namespace out_of_step
