// What lesson 21 promises: whoever is handed over arrives, at whatever moment that is.
//
// That two threads use the queue at once is not seen here: between two calls no other thread runs.
// ThreadSanitizer sees it, over real sockets.

#include "chapter_d.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// A sanitizer sees the slot behind the last one written there and then; without one the next wait
/// has 65 events, in an array of 64.
const std::vector<Symptom> one_too_many =
#if defined(__SANITIZE_ADDRESS__)
    {{Detector::array_overrun, "", ""}};
#else
    {{Detector::array_overrun, "", "WSAWaitForMultipleEvents"},
     {Detector::invalid_wait, "", "WSAWaitForMultipleEvents"}};
#endif

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"21_handed_over_too_late"};

    Promise& meanwhile =
        lesson
            .promise("WhoeverJoinsMeanwhileIsServed",
                     "Whoever joins a worker while it takes another one over is served, too.")
            .in(served({"A connects", "B connects", "B says b"}))
            .in(served({"A connects", "B connects", "B leaves", "A says a"}))
            .in(served({"A connects", "A leaves", "B connects", "B says b"}))
            .in(served({"A connects", "B connects", "C connects", "C says c"}));
    fails_everywhere(meanwhile,
                     {{Detector::signal_lost, "B", ""}, {Detector::byte_unread, "B", ""}});

    Promise& full =
        lesson
            .promise("NobodyIsGivenMoreThanItCanWaitFor",
                     "However many come at once, a worker is given no more clients than there is "
                     "room for beside its wake-up.")
            .up_to(2)
            .in(crowd(62, {"C63 connects", "C64 connects", "C64 says hello"}));
    fails_everywhere(full, one_too_many);

    lesson
        .promise("WhoeverJoinsAtLeisureIsServed",
                 "Who joins while the server is at rest is served, whoever has left before.")
        .up_to(0)
        .in(served({"A connects", "A says one", "B connects", "B says two", "A leaves",
                    "C connects", "C says three", "B says four"}));
    promise_what_was_learnt(lesson, 1);
    promise_a_listener(lesson);
    promise_that_trouble_is_ones_own(lesson, 1);
    lesson
        .promise("AFreePlaceIsGiven",
                 "When somebody has left a full house, whoever comes next is let in.")
        .up_to(1)
        .in(crowd(126, {"C1 leaves", "D connects", "D says d"}))
        .in(crowd(126, {"D connects", "C1 leaves", "E connects", "E says e"}));
    return judge_main(argc, argv, lesson);
}
