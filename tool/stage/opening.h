#pragma once

#include <optional>

#include "stage/client.h"
#include "stage/finding.h"
#include "stage/server_on_port.h"

namespace out_of_step {

/// Brings the first client to the server, which may still have to start.
///
/// The server is ready when it can be connected to. To try that with a connection that is not in
/// the scene would be one client too many, so the first client tries until it succeeds. Returns
/// what is wrong if it never will; that is the end of the scene.
std::optional<Finding> await_first_connection(Loop& loop, ServerOnPort& server, Client& client,
                                              const Act& act, const Staging& staging);

}  // namespace out_of_step
