// The end of an execution.
//
// A server that is told to stop, and may end, ends after that. Threads that still run when main()
// returns end with the process, as on Windows, and so do thread handles and locks: nobody asks for
// these. What clients have said and not got by then they need not get (clients.cpp).

#include "sim/detectors/clients.h"
#include "sim/detectors/detectors.h"
#include "sim/detectors/printed.h"
#include "sim/detectors/sent.h"
#include "sim/detectors/told.h"
#include "sim/exit_code.h"

namespace winsock::sim {

std::string who(const World& world, const Socket& socket) {
    return socket.client != nullptr ? socket.client->name() : world.name_of(socket);
}

namespace {

void judge_what_is_left(World& world) {
    judge_the_clients(world);
    if (world.scenario()->prints) judge_what_is_printed(world);
    judge_what_is_told(world);
    judge_what_was_sent(world);
}

std::string how_it_ends(const World& world) {
    return "the program ends, with exit code " + code_in_words(world.exit_code);
}

// Something failed before it could begin: it says so by words and a nonzero exit code.
void judge_a_failed_start(World& world) {
    if (world.exit_code == 0) {
        world.find_at_end(Detector::exits_early, "", how_it_ends(world));
    } else if (world.output().size() <= world.notes.printed_before_failure) {
        world.find_at_end(Detector::exits_early, "", how_it_ends(world) + " and without a word");
    }
}

// A client that ends with 0 has had all it came for. Whoever has waited long enough says otherwise.
void judge_what_it_ends_before(World& world) {
    if (world.exit_code != 0) return;
    for (const auto& client : world.clients()) {
        if (!client->is_server() || !client->has_more_to_say()) continue;
        world.find_at_end(Detector::exits_early, "",
                          how_it_ends(world) + ", before " + client->name() + " has said all");
    }
}

// No handler has dealt with the stop, and nobody could close anything.
void judge_the_end_by_default(World& world) {
    if (world.scenario()->exit_code != ExitCode::zero) return;
    world.find_at_end(Detector::exits_early, "",
                      "it is told to stop, and no handler deals with that: " + how_it_ends(world));
}

}  // namespace

void judge_the_end(World& world) {
    const Scenario& scenario = *world.scenario();
    judge_the_signals(world);
    judge_what_was_enumerated(world);
    if (world.was_told_to_stop() && scenario.ends == Ends::must) {
        judge_the_threads(world);  // perhaps that is why
        return world.find_at_end(Detector::never_answered, "",
                                 "it was told to stop, and never ends");
    }
    judge_the_threads(world);  // before what follows from it
    judge_the_handles(world);
    judge_the_number_of_threads(world);
    judge_what_is_left(world);
    if (scenario.ends == Ends::must) {
        world.find_at_end(Detector::never_answered, "",
                          "there is nothing left to do for the program, and it does not end");
    }
    if (!scenario.port_taken) return;
    world.find_at_end(Detector::never_answered, "",
                      "another program has the port, and this one neither says so nor ends");
}

void judge_the_exit(World& world) {
    const Scenario& scenario = *world.scenario();
    const bool told = world.was_told_to_stop();
    if (scenario.ends == Ends::must_not || (scenario.stop() != nullptr && !told)) {
        // Without its port a server has nothing to do.
        if (scenario.port_taken || world.notes.start_failed) return judge_a_failed_start(world);
        world.find_at_end(Detector::exits_early, "", how_it_ends(world));
        return;
    }
    if (told && world.exit_code == control_c_exit) return judge_the_end_by_default(world);
    judge_the_handles_at_exit(world);
    // What it could not begin it need not have done.
    if (world.notes.start_failed && world.program_is_client() && world.exit_code != 0) {
        return judge_a_failed_start(world);
    }
    judge_what_it_ends_before(world);
    judge_what_is_left(world);
    judge_the_exit_code(world);
}

}  // namespace winsock::sim
