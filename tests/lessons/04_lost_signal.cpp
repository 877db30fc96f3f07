// What lesson 04 promises: no news is lost, whenever it comes.

#include "sim/judge/promise.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"04_lost_signal"};

    lesson
        .promise("WhoeverLeavesMeanwhileIsReleased",
                 "A client that leaves is released, however busy the server is just then.")
        .judged_by({Detector::signal_lost, Detector::spin})
        .in({"A connects", "A leaves"})
        .in({"A connects", "A says hello", "A leaves"})
        .in({"A connects", "B connects", "A says a", "A leaves", "B leaves"})
        .fails_under(RuleSet::windows, {{Detector::signal_lost, "A", ""}});

    lesson
        .promise("WhoeverWaitsInTheQueueIsAccepted",
                 "Clients that come while the server is busy are accepted in the end.")
        .judged_by({Detector::signal_lost, Detector::never_answered, Detector::spin})
        .in({"A connects", "B connects"})
        .in({"A connects", "B connects", "C connects"})
        .fails_under(RuleSet::windows, {{Detector::signal_lost, "sL", ""}});

    return judge_main(argc, argv, lesson);
}
