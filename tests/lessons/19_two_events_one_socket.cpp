// What lesson 19 promises: whoever leaves is released, though two threads have to do with it.
//
// Here chapter D begins, with a new server. What was learnt before holds for it, too, as far as it
// is in it: there is no deadline for slow readers. Who comes after somebody has left, and who
// stays, is the next lesson's matter.

#include "chapter_d.h"
#include "everywhere.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"19_two_events_one_socket"};

    Promise& released =
        lesson
            .promise("WhoeverLeavesIsReleased",
                     "Whoever leaves gets its answer, and is released then.")
            .in(served({"A connects", "A leaves"}))
            .in(served({"A connects", "A says hello", "A leaves"}))
            .in(served({"A connects", "B connects", "A leaves", "B says b", "B leaves"}))
            .in(served({"A connects", "A says 1100 bytes", "A leaves"}))
            .in(served({"A connects", "B connects", "C connects", "A leaves", "C says c"}));
    fails_everywhere(released,
                     {{Detector::never_answered, "A", ""}, {Detector::handle_leaked, "sA", ""}});

    Promise& cut = lesson
                       .promise("WhoeverIsCutOffIsReleased",
                                "Whoever is cut off is released, and the others do not notice.")
                       .in(served({"A connects", "A vanishes"}))
                       .in(served({"A connects", "A says hello", "A vanishes"}))
                       .in(served({"A connects", "B connects", "A vanishes", "B says b"}));
    fails_everywhere(cut,
                     {{Detector::never_answered, "A", ""}, {Detector::handle_leaked, "sA", ""}});

    promise_what_was_learnt(lesson, 3);
    promise_a_listener(lesson);
    promise_that_trouble_is_ones_own(lesson, 3);

    return judge_main(argc, argv, lesson);
}
