// What lesson 20 promises: whoever comes and whoever leaves, the worker's own event is nobody's.

#include "chapter_d.h"
#include "everywhere.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"20_event_zero"};

    Promise& next =
        lesson
            .promise("WhoeverComesNextIsServed",
                     "When somebody has left, whoever comes next is served.")
            .in(served({"A connects", "A leaves", "B connects", "B says b"}))
            .in(served({"A connects", "A vanishes", "B connects", "B leaves"}))
            .in(served({"A connects", "B connects", "A leaves", "C connects", "C says c"}));
    fails_everywhere(next, {{Detector::used_after_close, "e2", "WSASetEvent"},
                            {Detector::byte_unread, "B", ""}});

    Promise& stays =
        lesson
            .promise("WhoeverStaysIsHeard",
                     "When somebody has left, those who stay are heard and released.")
            .in(served({"A connects", "B connects", "B leaves", "A says a"}))
            .in(served({"A connects", "B connects", "B vanishes", "A says a", "A leaves"}))
            .in(served(
                {"A connects", "B connects", "C connects", "B leaves", "C says c", "A says a"}));
    fails_everywhere(stays, {{Detector::byte_unread, "A", ""}, {Detector::signal_lost, "A", ""}});

    Promise& place =
        lesson
            .promise("AFreePlaceIsGiven",
                     "When somebody has left a full house, whoever comes next is let in.")
            .up_to(1)
            .in(crowd(126, {"C1 leaves", "D connects", "D says d"}))
            .in(crowd(126, {"D connects", "C1 leaves", "E connects", "E says e"}))
            .in(crowd(126, {"C126 leaves", "C63 leaves", "D connects", "D says d", "C1 says c"}));
    fails_everywhere(place, {{Detector::used_after_close, "e2", "WSASetEvent"},
                             {Detector::byte_unread, "D", ""}});

    Promise& refused =
        lesson
            .promise(
                "WhoeverCannotBeHeardCostsNobody",
                "If an event cannot be made or selected for one client, all others are served.")
            .in(with({Misfortune::create_event_fails},
                     served({"A connects", "B connects", "B says b"})))
            .in(with(for_a_client, served({"A connects", "B connects", "A says a"})));
    fails_everywhere(refused, {{Detector::invalid_wait, "", "WSAWaitForMultipleEvents"},
                               {Detector::exits_early, "", ""}});

    lesson.promise("ManyAreServedWhileAllStay", "While nobody leaves, everybody is served.")
        .up_to(2)
        .in(served({"A connects", "B connects", "C connects", "A says a", "C says c"}));
    promise_what_was_learnt(lesson, 1);
    return judge_main(argc, argv, lesson);
}
