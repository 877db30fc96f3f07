// What lesson 12 promises: whatever a client says comes back to it, byte for byte.
//
// Here chapter B begins, with a new server. What chapter A has taught holds for it, too: it stands
// below without a trigger. Nobody stops reading yet; that is what the next lessons are about.

#include "chapter_a.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// The server sends back what it hears, and is judged by it.
Scenario echoed(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.echoes = true;
    return scene;
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"12_stalled_writer"};

    // FD_WRITE has come when the connection was made, and nothing had been said then.
    Promise& answered =
        lesson
            .promise("WhateverIsSaidComesBack",
                     "What a client says comes back to it, all of it, in order.")
            .judged_by({Detector::never_answered, Detector::bytes_lost, Detector::byte_unread,
                        Detector::spin})
            .in(echoed({"A connects", "A says hello"}))
            .in(echoed({"A connects", "B connects", "A says one", "B says two", "A says three"}))
            .in(echoed({"A connects", "B connects", "C connects", "C says 700 bytes", "A says a"}))
            .in(echoed({"A connects", "A says 9000 bytes", "A says more"}));
    fails_everywhere(answered, {{Detector::never_answered, "A", ""}});

    // It waits for room that it has, so it never finishes, and A is never released.
    Promise& last_words =
        lesson
            .promise("WhoeverLeavesGetsItsAnswerFirst",
                     "Who speaks and leaves gets its answer, and is released then.")
            .judged_by({Detector::never_answered, Detector::bytes_lost, Detector::byte_unread,
                        Detector::handle_leaked, Detector::spin})
            .in(echoed({"A connects", "A says hello", "A leaves"}))
            .in(echoed({"A connects", "A says 1100 bytes", "A leaves"}))
            .in(echoed({"A connects", "A says 9000 bytes", "A leaves"}))
            .in(echoed({"A connects", "B connects", "A says 900 bytes", "A leaves", "B says b",
                        "B leaves"}));
    fails_everywhere(last_words,
                     {{Detector::never_answered, "A", ""}, {Detector::handle_leaked, "sA", ""}});

    lesson
        .promise("EverybodyIsHeardAndReleased",
                 "Everybody is heard, and is released when it leaves or is cut off.")
        .judged_by(of_chapter_a)
        .in({"A connects", "A leaves", "B connects", "B vanishes"})
        .in({"A connects", "B connects", "A says one", "B vanishes"})
        .in({"A connects", "B connects", "C connects", "A leaves", "C says three", "B vanishes"});

    lesson
        .promise("OneClientsTroubleIsItsOwn",
                 "If there is no memory for a client it is sent away, and the others are heard.")
        .judged_by(of_chapter_a)
        .in({"A connects", "B connects", "A says a", "B says b"},
            {Misfortune::accept_fails, Misfortune::create_event_fails,
             Misfortune::event_select_fails, Misfortune::socket_fails, Misfortune::bind_fails});

    promise_room_and_turns(lesson);

    return judge_main(argc, argv, lesson);
}
