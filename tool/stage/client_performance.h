#pragma once

#include "stage/stage.h"

namespace out_of_step {

/// Plays a scene whose program is a client; play() calls it. It stops at the first thing that is
/// found: the client has one server, and whatever came later would come of that.
Outcome play_for_a_client(const Scene& scene, const Staging& staging);

}  // namespace out_of_step
