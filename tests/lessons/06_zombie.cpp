// What lesson 06 promises: whoever is cut off is let go, as whoever says goodbye is.
//
// Under `lenient` a reset is told as a goodbye, with status 0: there the lesson has nothing to
// ignore. Under `documented` accept fails for a client that is reset while it stands in the queue.
// That it costs a slot then has a lesson of its own, and nobody here is in want of that one.

#include "everywhere.h"

using namespace winsock::sim;

namespace {

using Sentences = std::vector<std::string>;

/// A FD_CLOSE that nothing comes of, a slot that is never free again, and what a repair does to
/// others.
const Detectors judges{Detector::notification_dropped, Detector::never_answered,
                       Detector::byte_unread,          Detector::array_overrun,
                       Detector::invalid_wait,         Detector::out_of_step,
                       Detector::used_after_close,     Detector::closed_twice,
                       Detector::signal_lost,          Detector::spin};

void fails_where_resets_are_told(Promise& promise, const std::vector<Symptom>& symptoms) {
    promise.fails_under(RuleSet::windows, symptoms).fails_under(RuleSet::documented, symptoms);
}

const std::vector<Symptom> a_zombie{{Detector::notification_dropped, "A", ""},
                                    {Detector::never_answered, "A", ""}};

/// So many clients are cut off, one after the other, and then one more comes.
Sentences cut_off(int clients) {
    Sentences sentences;
    for (int i = 1; i <= clients; ++i) {
        const std::string name = "C" + std::to_string(i);
        sentences.push_back(name + " connects");
        sentences.push_back(name + " vanishes");
    }
    const std::string last = "C" + std::to_string(clients + 1);
    sentences.push_back(last + " connects");
    sentences.push_back(last + " says hello");
    return sentences;
}

/// Sixty-three slots are gone, and the next client gets one that is not there. A sanitizer sees it
/// there and then; without one the next wait has 65 events, in an array of 64.
const std::vector<Symptom> no_slot_left =
#if defined(__SANITIZE_ADDRESS__)
    {{Detector::array_overrun, "", ""}};
#else
    {{Detector::array_overrun, "", "WSAWaitForMultipleEvents"},
     {Detector::invalid_wait, "", "WSAWaitForMultipleEvents"}};
#endif

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"06_zombie"};

    // FD_CLOSE comes with a status that is not 0, and the branch does nothing.
    Promise& released =
        lesson
            .promise("WhoeverIsCutOffIsReleased",
                     "When a client is cut off, the server lets it go, at whatever moment.")
            .judged_by(judges)
            .in({"A connects", "A vanishes"})
            .in({"A connects", "A says hello", "A vanishes"})
            .in({"A connects", "B connects", "A vanishes", "B vanishes"})
            .in({"A connects", "B connects", "A vanishes", "B says hello", "B leaves"});
    fails_where_resets_are_told(released, a_zombie);

    Promise& sixty_three =
        lesson
            .promise("HoweverManyAreCutOffTheNextIsServed",
                     "However many clients have been cut off, whoever comes next is heard.")
            .judged_by({Detector::byte_unread, Detector::array_overrun, Detector::invalid_wait,
                        Detector::spin})
            .up_to(0)
            .in(cut_off(63));
    fails_where_resets_are_told(sixty_three, no_slot_left);

    // What the lesson keeps, and a repair that takes a neighbour along does not.
    lesson
        .promise("WhoeverStaysIsHeardAfterACut",
                 "When a client has been cut off, those who stay are heard.")
        .judged_by({Detector::byte_unread, Detector::out_of_step, Detector::used_after_close,
                    Detector::closed_twice, Detector::invalid_wait, Detector::signal_lost,
                    Detector::spin})
        .in({"A connects", "B connects", "A vanishes", "B says hello"})
        .in({"A connects", "B connects", "C connects", "B vanishes", "C says c", "A says a"})
        .in({"A connects", "A vanishes", "B connects", "B says hello"});

    lesson
        .promise("AGoodbyeIsStillAGoodbye",
                 "A client that leaves in good order is released, and its last words are read.")
        .judged_by(judges)
        .in({"A connects", "A leaves"})
        .in({"A connects", "A says 300 bytes", "A leaves"})
        .in({"A connects", "B connects", "A says goodbye", "A leaves", "B says hello"});

    return judge_main(argc, argv, lesson);
}
