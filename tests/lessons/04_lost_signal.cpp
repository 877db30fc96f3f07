// What lesson 04 promises: no news is lost, at whatever moment it comes.
//
// Where a client leaves after it has spoken, it is not asked whether it was released: a word and a
// FIN that are enumerated together have a lesson of their own.

#include "everywhere.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"04_lost_signal"};

    // The FIN comes between WSAEnumNetworkEvents and WSAResetEvent.
    Promise& released =
        lesson
            .promise("WhoeverLeavesMeanwhileIsReleased",
                     "A client that leaves is released, however busy the server is just then.")
            .judged_by({Detector::signal_lost, Detector::never_answered, Detector::spin})
            .in({"A connects", "A leaves"})
            .in({"A connects", "B connects", "A leaves", "B leaves"})
            .in({"A connects", "B connects", "C connects", "C leaves", "A leaves", "B leaves"});
    fails_everywhere(released,
                     {{Detector::signal_lost, "A", ""}, {Detector::never_answered, "A", ""}});

    // Two are in the queue: accept takes the first and records FD_ACCEPT again for the second.
    Promise& accepted =
        lesson
            .promise("WhoeverWaitsInTheQueueIsAccepted",
                     "Clients that come while the server is busy are accepted in the end.")
            .judged_by({Detector::signal_lost, Detector::never_answered, Detector::spin})
            .in({"A connects", "B connects"})
            .in({"A connects", "B connects", "C connects"})
            .in({"A connects", "A says hello", "B connects", "C connects"});
    fails_everywhere(accepted,
                     {{Detector::signal_lost, "sL", ""}, {Detector::never_answered, "B", ""}});

    Promise& heard =
        lesson
            .promise("WhoeverSpeaksMeanwhileIsHeard",
                     "What a client says is read, however busy the server is just then.")
            .judged_by({Detector::signal_lost, Detector::byte_unread, Detector::spin})
            .in({"A connects", "A says hello"})
            .in({"A connects", "A says hello", "A says goodbye", "A leaves"})
            .in({"A connects", "B connects", "A says one", "B says two", "A says three"})
            .in({"A connects", "B connects", "C connects", "A says one", "B says two",
                 "C says three"});
    fails_everywhere(heard, {{Detector::signal_lost, "A", ""}, {Detector::byte_unread, "A", ""}});

    // Only the quiet execution: nothing comes while the server is busy.
    lesson
        .promise("EveryClientIsHeardInTurn",
                 "If clients act only while the server is at rest, everybody is heard.")
        .judged_by({Detector::signal_lost, Detector::byte_unread, Detector::never_answered,
                    Detector::spin})
        .up_to(0)
        .in({"A connects", "A says one", "A leaves"})
        .in({"A connects", "B connects", "C connects", "A says one", "B says two", "C says three"});

    Promise& crowd =
        lesson
            .promise("NobodyIsForgottenInACrowd",
                     "However many come, speak and leave at once, nobody is forgotten.")
            .judged_by({Detector::signal_lost, Detector::byte_unread, Detector::never_answered,
                        Detector::spin})
            .up_to(2)
            .in({"A connects", "B connects", "C connects", "D connects", "A says one", "B leaves",
                 "D says four"})
            .in({"A connects", "B connects", "C connects", "D connects", "E connects", "F connects",
                 "F says six"});
    // Under `windows` each connection signals again, and only the last one is lost; elsewhere the
    // first one that is lost holds up all behind it.
    const Symptom lost{Detector::signal_lost, "sL", ""};
    const Symptom b{Detector::never_answered, "B", ""};
    const Symptom c{Detector::never_answered, "C", ""};
    const Symptom d{Detector::never_answered, "D", ""};
    crowd.fails_under(RuleSet::windows, {lost, d})
        .fails_under(RuleSet::documented, {lost, b, c, d})
        .fails_under(RuleSet::lenient, {lost, b, c, d});

    return judge_main(argc, argv, lesson);
}
