// What lesson 03 promises: a client that leaves takes nobody else's events along.

#include "sim/judge/promise.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"03_arrays_out_of_step"};
    const Detectors deaf{Detector::out_of_step, Detector::byte_unread, Detector::used_after_close,
                         Detector::invalid_wait, Detector::closed_twice};

    lesson
        .promise("EveryClientIsHeardAfterAnotherLeaves",
                 "When a client has left, those who stay are still heard.")
        .judged_by(deaf)
        .in({"A connects", "B connects", "A leaves", "B says b"})
        .in({"A connects", "B connects", "C connects", "A leaves", "B says b", "C says c"})
        .in({"A connects", "B connects", "C connects", "B leaves", "A says a", "C says c"})
        .fails_under(RuleSet::windows, {{Detector::byte_unread, "B", ""}});

    lesson
        .promise("EveryClientIsHeardWhileAllStay", "While nobody leaves, everybody is heard.")
        .judged_by(deaf)
        .in({"A connects", "B connects", "B says b", "A says a"})
        .in({"A connects", "B connects", "C connects", "C says c", "A says a", "B says b"});

    return judge_main(argc, argv, lesson);
}
