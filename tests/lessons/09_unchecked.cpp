// What lesson 09 promises: what fails for one client costs that client, and nobody else; what fails
// for the listener is said, and ends the server.
//
// There is no live test: nobody outside a server can take its memory away, and a socket that is
// reset while it waits in the queue is one that accept still returns, on Windows as on Linux. Only
// the documentation has accept fail there, and so has the rule set `documented`.

#include "everywhere.h"

using namespace winsock::sim;

namespace {

const Detectors judges{Detector::invalid_wait, Detector::array_overrun, Detector::never_answered,
                       Detector::byte_unread,  Detector::handle_leaked, Detector::used_after_close,
                       Detector::closed_twice, Detector::out_of_step,   Detector::signal_lost,
                       Detector::spin};

const std::set<Misfortune> no_event{Misfortune::create_event_fails};
const std::set<Misfortune> no_selection{Misfortune::event_select_fails};
const std::set<Misfortune> no_start{Misfortune::socket_fails, Misfortune::bind_fails,
                                    Misfortune::create_event_fails, Misfortune::event_select_fails};
const std::set<Misfortune> no_accept{Misfortune::accept_fails};

/// What is seen when a wait has failed and -1 is taken for a slot. A sanitizer sees it at once;
/// without one it is the wait that is wrong, and what comes of it.
std::vector<Symptom> slot_minus_one([[maybe_unused]] std::vector<Symptom> without) {
#if defined(__SANITIZE_ADDRESS__)
    return {{Detector::array_overrun, "", ""}};
#else
    return without;
#endif
}

Scenario somebody_has_the_port(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.port_taken = true;
    return scene;
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"09_unchecked"};

    // There is no memory for an event: its slot holds none, and every wait fails from then on. As
    // an int WSA_WAIT_FAILED is -1, and the loop begins at events[-1].
    Promise& no_memory =
        lesson
            .promise("WhoeverGetsNoEventCostsNobody",
                     "If an event cannot be made, the client that it was for is sent away and all "
                     "others are served; without the listener's the server says so and ends.")
            .judged_by(judges)
            .in({"A connects", "B connects", "B says hello"}, no_event)
            .in({"A connects", "B connects", "A says one", "B says two"}, no_event)
            .in({"A connects", "B connects", "A leaves", "C connects", "C says c"}, no_event);
    fails_everywhere(no_memory,
                     slot_minus_one({{Detector::byte_unread, "B", ""},
                                     {Detector::invalid_wait, "", "WSAWaitForMultipleEvents"}}));

    // B's event is there, and never signalled. That nobody can come when it is the listener's is
    // the next promise.
    Detectors but_for_waiting = judges;
    but_for_waiting.erase(Detector::never_answered);
    Promise& not_watched =
        lesson
            .promise("WhoeverCannotBeHeardIsSentAway",
                     "If the events of a client cannot be selected, it is not kept waiting for "
                     "ever.")
            .judged_by(but_for_waiting)
            .in({"A connects", "B connects", "B says hello"}, no_selection)
            .in({"A connects", "A leaves"}, no_selection)
            .in({"A connects", "B connects", "B leaves", "A says one"}, no_selection);
    fails_everywhere(not_watched, {{Detector::byte_unread, "B", ""}});

    Promise& no_listener =
        lesson
            .promise("WithoutAListenerThereIsNoServer",
                     "If the server cannot listen it says why, and ends with an exit code that is "
                     "not 0.")
            .judged_by(judges)
            .in({"A connects"}, no_start);
    fails_everywhere(no_listener, slot_minus_one({{Detector::never_answered, "A", ""}}));

    lesson
        .promise("ATakenPortIsSaidAloud",
                 "If another program has the port the server says so, and ends.")
        .judged_by(judges)
        .in(somebody_has_the_port({"A connects"}));

    lesson
        .promise("WhoeverGivesUpInTheQueueCostsNobody",
                 "If a client has gone before it is accepted, all others are served.")
        .judged_by(judges)
        .in({"A connects", "A vanishes", "B connects", "B says hello"})
        .in({"A connects", "B connects", "A vanishes", "C connects", "B says b", "C says c"});

    lesson
        .promise("WhatCannotBeAcceptedNowIsAcceptedLater",
                 "If accept fails the server goes on, and tries again when it is told to.")
        .judged_by(judges)
        .in({"A connects", "B connects"}, no_accept)
        .in({"A connects", "A says hello"}, no_accept)
        .in({"A connects", "B connects", "B says hello", "A says one"}, no_accept)
        .in({"A connects", "B connects", "A leaves", "C connects", "C says c"}, no_accept);

    return judge_main(argc, argv, lesson);
}
