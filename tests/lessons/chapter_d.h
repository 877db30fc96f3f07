#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "chapter_a.h"
#include "sim/judge/promise.h"

// The servers of chapter D: one thread lets clients in, two workers have room for 63 each, and what
// a client says comes back to it.

namespace winsock::sim {

inline Scenario served(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.echoes = true;
    scene.room = 126;
    return scene;
}

/// Of a connection that holds little, an answer has to wait for its reader; and no whole number of
/// usual buffers fits in, so that a send may take a part.
inline Scenario narrow(const std::vector<std::string>& sentences) {
    Scenario scene = served(sentences);
    scene.window = 1000;
    return scene;
}

/// Of a connection that holds very little, the rest of an answer is again more than it takes.
inline Scenario trickle(const std::vector<std::string>& sentences) {
    Scenario scene = narrow(sentences);
    scene.window = 100;
    return scene;
}

/// C1, C2 and so on connect, and the first of these sentences is played, while nobody hurries. For
/// the others the moment may be unlucky.
inline Scenario crowd(int count, const std::vector<std::string>& what) {
    Scenario scene = served(joined(clients(count), what));
    scene.calm = static_cast<std::size_t>(count) + 1;
    return scene;
}

inline Scenario with(std::set<Misfortune> misfortunes, Scenario scene) {
    scene.misfortunes = std::move(misfortunes);
    return scene;
}

inline const std::set<Misfortune> for_a_client{
    Misfortune::accept_fails, Misfortune::create_event_fails, Misfortune::event_select_fails};
inline const std::set<Misfortune> for_the_listener{Misfortune::socket_fails, Misfortune::bind_fails,
                                                   Misfortune::create_event_fails,
                                                   Misfortune::event_select_fails};

/// What the first lesson of the chapter keeps, and what no later one may lose; the first part up to
/// so many unlucky moments.
inline void promise_what_was_learnt(Lesson& lesson, unsigned most) {
    lesson
        .promise("WhateverIsSaidComesBack",
                 "What a client says comes back to it, all of it, in order.")
        .up_to(most)
        .in(served({"A connects", "A says hello"}))
        .in(served({"A connects", "B connects", "A says one", "B says two"}));
    lesson
        .promise("WhoeverPausesMissesNothing",
                 "Whoever reads later than it speaks gets every byte.")
        .up_to(std::min(most, 2U))
        .in(narrow({"A connects", "A stops reading", "A says 3000 bytes", "A reads on"}))
        .in(trickle({"A connects", "A stops reading", "A says 300 bytes", "A reads on"}))
        .in(narrow({"A connects", "B connects", "A stops reading", "A says 2000 bytes", "B says b",
                    "A reads on"}));

    Scenario loud = served({"A connects", "B connects", "A says 3000 bytes", "B says b"});
    loud.overtaken_at_most = 4;
    lesson
        .promise("NobodyIsOvertakenByWhoGoesOn",
                 "While one client talks and talks, the others are heard.")
        .up_to(1)
        .in(loud);
    lesson
        .promise("ThereIsRoomForMoreThanSixtyFour",
                 "A hundred and twenty-six clients are let in and heard, and the next is turned "
                 "away.")
        .up_to(0)  // it is about who comes last
        .in(crowd(64, {"C64 says hello", "C63 says hello"}))
        .in(crowd(126, {"C126 says hello", "C127 connects", "C1 says hello"}));
}

/// Where a client's misfortune is not the lesson's own matter.
inline void promise_a_listener(Lesson& lesson) {
    Scenario taken = served({"A connects"});
    taken.port_taken = true;
    lesson
        .promise("WithoutAListenerThereIsNoServer",
                 "If the server cannot listen it says why, and ends with an exit code that is not "
                 "0.")
        .in(with(for_the_listener, served({"A connects"})))
        .in(taken);
}

inline void promise_that_trouble_is_ones_own(Lesson& lesson, unsigned most) {
    lesson
        .promise("OneClientsTroubleIsItsOwn",
                 "What fails for one client costs that client, and nobody else.")
        .up_to(most)
        .in(with(for_a_client, served({"A connects", "B connects", "B says b"})));
}

}  // namespace winsock::sim
