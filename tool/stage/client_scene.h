#pragma once

#include <string>
#include <vector>

#include "stage/scene.h"

namespace out_of_step {

/// Whether a scene whose first sentence is this one is about a client: "S accepts", "S refuses".
bool begins_a_client_scene(const std::string& sentence);

/// Throws StageError. parse_scene calls it.
Scene parse_client_scene(const std::vector<std::string>& sentences);

}  // namespace out_of_step
