// The end of an execution.

#include "sim/detectors/clients.h"
#include "sim/detectors/detectors.h"
#include "sim/detectors/printed.h"

namespace winsock::sim {

std::string who(const World& world, const Socket& socket) {
    return socket.client != nullptr ? socket.client->name() : world.name_of(socket);
}

namespace {

void judge_what_is_left(World& world) {
    judge_the_clients(world);
    if (world.scenario()->prints) judge_what_is_printed(world);
}

}  // namespace

void judge_the_end(World& world) {
    judge_the_signals(world);
    judge_what_was_enumerated(world);
    judge_the_handles(world);
    judge_the_threads(world);
    judge_what_is_left(world);
    if (!world.scenario()->port_taken) return;
    world.find_at_end(Detector::never_answered, "",
                      "another program has the port, and this one neither says so nor ends");
}

void judge_the_exit(World& world) {
    const Scenario& scenario = *world.scenario();
    if (scenario.may_end) {
        judge_the_handles_at_exit(world);
        return judge_what_is_left(world);
    }
    // Without its port a server has nothing to do, and says so by words and a nonzero exit code.
    const bool has_a_reason = scenario.port_taken || world.notes.start_failed;
    const std::string how = "the program ends, with exit code " + std::to_string(world.exit_code);
    if (!has_a_reason || world.exit_code == 0) {
        world.find_at_end(Detector::exits_early, "", how);
    } else if (world.output().size() <= world.notes.printed_before_failure) {
        world.find_at_end(Detector::exits_early, "", how + " and without a word");
    }
}

}  // namespace winsock::sim
