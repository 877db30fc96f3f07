#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "stage/client.h"
#include "stage/effect.h"
#include "stage/finding.h"
#include "stage/loop.h"
#include "stage/server_process.h"

namespace out_of_step {

/// The clients of a scene, by name.
using Clients = std::map<std::string, std::unique_ptr<Client>>;

/// Whoever does not see that its connection is closed although the server has ended.
std::vector<std::string> clients_left_open(Loop& loop, const Clients& clients);

/// What is wrong with how a server has taken it that it was told to stop: the waiting for its end
/// came to `ending`, and afterwards these connections were `open`.
///
/// On Wine nothing is found where no handler has dealt with it: Wine ends such a program with exit
/// code 0, Windows with 0xC000013A.
std::vector<Finding> judge_the_stop(Ending ending, const ServerProcess& server,
                                    const std::string& source,
                                    const std::vector<std::string>& open);

}  // namespace out_of_step
