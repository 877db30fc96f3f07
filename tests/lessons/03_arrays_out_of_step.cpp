// What lesson 03 promises: a client that leaves takes nobody else's events along.
//
// Who leaves here has said nothing before, and nobody is reset. A word and a FIN that are
// enumerated together, a FIN with a status, an event that is never closed: the solution of this
// lesson still has these mistakes. Each has a lesson of its own.

#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// All that comes of pairs that do not belong together.
const Detectors judges{Detector::out_of_step,
                       Detector::byte_unread,
                       Detector::never_answered,
                       Detector::used_after_close,
                       Detector::closed_twice,
                       Detector::invalid_wait,
                       Detector::spin};

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"03_arrays_out_of_step"};

    // Three clients, of whom the first leaves: now B's event stands beside C's socket, and C's
    // event is outside the wait.
    Promise& after_another_leaves =
        lesson
            .promise("EveryClientIsHeardAfterAnotherLeaves",
                     "When a client has left, those who stay are still heard.")
            .judged_by(judges)
            .in({"A connects", "B connects", "C connects", "A leaves", "B says sunday",
                 "C says monday"})
            .in({"A connects", "B connects", "C connects", "B leaves", "A says one", "C says two"})
            .in({"A connects", "B connects", "C connects", "A leaves", "B leaves", "C says last"});
    fails_everywhere(after_another_leaves, {{Detector::out_of_step, "C", "WSAEnumNetworkEvents"},
                                            {Detector::byte_unread, "B", ""},
                                            {Detector::byte_unread, "C", ""}});

    Promise& other_of_two =
        lesson
            .promise("TheOtherOfTwoIsStillHeard",
                     "When one of two clients has left, the other is heard.")
            .judged_by(judges)
            .in({"A connects", "B connects", "A leaves", "B says b"})
            .in({"A connects", "B connects", "B leaves", "A says a"})
            .in({"A connects", "A leaves", "B connects", "B says b", "B says again"});
    fails_everywhere(other_of_two, {{Detector::byte_unread, "B", ""}});

    Promise& released =
        lesson.promise("WhoeverLeavesIsReleased", "Every client that leaves is released, once.")
            .judged_by(judges)
            .in({"A connects", "B connects", "A leaves", "B leaves"})
            .in({"A connects", "B connects", "C connects", "A leaves", "B leaves", "C leaves"});
    fails_everywhere(released, {{Detector::never_answered, "B", ""}});

    lesson.promise("EveryClientIsHeardWhileAllStay", "While nobody leaves, everybody is heard.")
        .judged_by(judges)
        .in({"A connects", "B connects", "B says b", "A says a"})
        .in({"A connects", "B connects", "C connects", "C says three", "A says one", "B says two"});

    // Only in the quiet execution: in an unlucky moment somebody else is the last to come.
    lesson
        .promise("TheLastToComeMayLeave",
                 "If the last to come is the first to leave, those who stay are heard.")
        .judged_by(judges)
        .up_to(0)
        .in({"A connects", "B connects", "B leaves", "A says a"})
        .in({"A connects", "B connects", "C connects", "C leaves", "A says one", "B says two"});

    // And here somebody else comes before all have left.
    lesson
        .promise("ANewClientIsHeardWhenAllHaveLeft",
                 "A client that comes when all others have left is heard.")
        .judged_by(judges)
        .up_to(0)
        .in({"A connects", "A leaves", "B connects", "B says hello"})
        .in({"A connects", "A leaves", "B connects", "B leaves", "C connects", "C says hello"});

    Promise& many =
        lesson.promise("ManyMayComeAndGo", "However many come and go, those who stay are heard.")
            .judged_by(judges)
            .up_to(2)
            .in({"A connects", "B connects", "C connects", "D connects", "A leaves", "C says c",
                 "D says d"})
            .in({"A connects", "B connects", "C connects", "D connects", "E connects", "F connects",
                 "C leaves", "F says f"});
    fails_everywhere(many, {{Detector::out_of_step, "D", "WSAEnumNetworkEvents"},
                            {Detector::byte_unread, "C", ""},
                            {Detector::byte_unread, "D", ""}});

    return judge_main(argc, argv, lesson);
}
