// What lesson 05 promises: a goodbye is noticed, whatever comes with it, and so are the last words.
//
// Nobody is reset here: a FIN with a status has a lesson of its own, and so has an event that is
// never closed.

#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// All that comes of news that are dropped, and of a slot that is given away too early.
const Detectors judges{
    Detector::notification_dropped, Detector::never_answered, Detector::signal_lost,
    Detector::byte_unread,          Detector::out_of_step,    Detector::used_after_close,
    Detector::closed_twice,         Detector::invalid_wait,   Detector::spin};

/// Only where FD_CLOSE does not wait until everything has been read: under `lenient` it never comes
/// together with FD_READ.
void fails_where_both_come(Promise& promise, const std::vector<Symptom>& symptoms) {
    promise.fails_under(RuleSet::windows, symptoms).fails_under(RuleSet::documented, symptoms);
}

std::vector<Symptom> gone_unnoticed(const char* who) {
    return {{Detector::notification_dropped, who, ""}, {Detector::never_answered, who, ""}};
}

/// The server prints what it hears.
Scenario heard(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.prints = true;
    return scene;
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"05_close_swallowed"};

    // Word and FIN are there when the server looks: the branch for FD_READ is taken, and the chain
    // ends.
    Promise& released =
        lesson
            .promise("WhoeverSpeaksAndLeavesIsReleased",
                     "A client that says something and leaves is released, however "
                     "quickly it does both.")
            .judged_by(judges)
            .in({"A connects", "A says goodbye", "A leaves"})
            .in({"A connects", "A says one", "A says two", "A leaves"})
            .in({"A connects", "B connects", "B says goodbye", "B leaves", "A leaves"});
    fails_where_both_come(released, gone_unnoticed("A"));

    Promise& next =
        lesson
            .promise("WhoeverStaysIsServedAfterAGoodbye",
                     "When a client has spoken and left, it is gone, and all others are heard.")
            .judged_by(judges)
            .in({"A connects", "B connects", "A says goodbye", "A leaves", "B says hello"})
            .in({"A connects", "A says goodbye", "A leaves", "B connects", "B says hello"});
    fails_where_both_come(next, gone_unnoticed("A"));

    Promise& many =
        lesson
            .promise("ManyMaySayGoodbyeAtOnce",
                     "However many say goodbye at once, all of them are heard and released.")
            .judged_by(judges)
            .up_to(2)
            .in({"A connects", "B connects", "C connects", "D connects", "D says d", "D leaves",
                 "B says b", "B leaves", "C says c"})
            .in({"A connects", "B connects", "C connects", "D connects", "A says a", "B says b",
                 "C says c", "D says d", "A leaves", "B leaves", "C leaves", "D leaves"});
    fails_where_both_come(many, gone_unnoticed("B"));

    // What the lesson keeps, and a repair that closes before it has read does not.
    Detectors last_words = judges;
    last_words.erase(Detector::notification_dropped);
    last_words.erase(Detector::never_answered);
    last_words.insert(Detector::byte_printed_wrong);
    lesson
        .promise("TheLastWordsArePrinted",
                 "Whatever a client says before it leaves is read and printed, all of it.")
        .judged_by(last_words)
        .in(heard({"A connects", "A says goodbye", "A leaves"}))
        // One byte more than the server's buffer holds, and several buffers.
        .in(heard({"A connects", "A says 257 bytes", "A leaves"}))
        .in(heard({"A connects", "A says 600 bytes", "A leaves"}))
        .in(heard({"A connects", "B connects", "A says 300 bytes", "A leaves", "B says hello"}))
        .in(heard({"A connects", "A says one", "A says two", "A says three", "A leaves"}));

    lesson
        .promise("HoweverMuchWasSaidLastIsPrinted",
                 "Also of more than any one buffer holds, the last words are read and printed.")
        .judged_by(last_words)
        .up_to(2)
        .in(heard({"A connects", "A says 6000 bytes", "A leaves"}));

    lesson
        .promise("WhoeverLeavesWithoutAWordIsReleased",
                 "A client that says nothing and leaves is released, at whatever moment.")
        .judged_by(judges)
        .in({"A connects", "A leaves"})
        .in({"A connects", "B connects", "A leaves", "B leaves"});

    // Only the quiet execution: word and FIN are told one after the other.
    lesson
        .promise("WhoeverTakesItsTimeIsReleased",
                 "A client that leaves when its words have been read is released.")
        .judged_by(judges)
        .up_to(0)
        .in({"A connects", "A says goodbye", "A leaves"})
        .in({"A connects", "B connects", "A says one", "B says two", "A leaves", "B leaves"});

    return judge_main(argc, argv, lesson);
}
