// What lesson 11 promises: whoever speaks is heard soon, however much others say.
//
// There is no live test: no client can talk for ever, so over real sockets everybody is heard in
// the end, on this server too. What is wrong is who is heard first, and from outside that does not
// show for certain. Here it is counted: while a client's word lies unread, how often are others
// read?
//
// Who leaves here has not just said much: the server reads what is left of a client that has gone
// in one go. That has an end, because nothing more can come.

#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// What else may be wrong with a server that serves in another order.
const Detectors judges{Detector::never_answered,   Detector::byte_unread,  Detector::signal_lost,
                       Detector::out_of_step,      Detector::invalid_wait, Detector::closed_twice,
                       Detector::used_after_close, Detector::spin};

/// While somebody's word lies unread each of the others is read so often at most. Once would be
/// fair; a server that reads everybody four times in each turn is fair enough.
constexpr unsigned each_at_most = 4;

Scenario in_turn(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.overtaken_at_most = each_at_most * static_cast<unsigned>(scene.clients.size() - 1);
    return scene;
}

Scenario and_in_the_queue(Scenario scene) {
    scene.queue_counts = true;
    return scene;
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"11_loud_neighbour"};

    // A is in the lower slot and has more to say each time the server waits.
    Promise& word =
        lesson
            .promise("AWordIsHeardWhileAnotherGoesOn",
                     "Whoever says a word is heard soon, while another talks and talks.")
            .judged_by(judges)
            .in(in_turn({"A connects", "B connects", "A says 1500 bytes", "B says help"}))
            .in(in_turn({"A connects", "B connects", "B says 1500 bytes", "A says help"}));
    fails_everywhere(word, {{Detector::never_answered, "B", "recv"}});

    // The server may also read more at once: then it takes longer until this shows.
    Promise& without_end =
        lesson
            .promise("HoweverMuchIsSaidAWordIsHeard",
                     "However much one client says, another's word is heard soon.")
            .judged_by(judges)
            .up_to(1)
            .in(in_turn({"A connects", "B connects", "A says 24000 bytes", "B says help"}))
            .in(in_turn({"A connects", "B connects", "B says 24000 bytes", "A says help"}));
    fails_everywhere(without_end, {{Detector::never_answered, "B", "recv"}});

    // Two are loud. It is not enough to serve somebody else each time: it can be each other.
    Promise& between_two =
        lesson
            .promise("AWordIsHeardBetweenTwoWhoGoOn",
                     "Whoever says a word is heard soon, while two others talk and talk.")
            .judged_by(judges)
            .up_to(2)
            .in(in_turn({"A connects", "B connects", "C connects", "A says 2000 bytes",
                         "B says 2000 bytes", "C says help"}))
            .in(in_turn({"A connects", "B connects", "C connects", "A says 2000 bytes",
                         "C says 2000 bytes", "B says help"}))
            .in(in_turn({"A connects", "B connects", "C connects", "B says 2000 bytes",
                         "C says 2000 bytes", "A says help"}));
    fails_everywhere(between_two, {{Detector::never_answered, "C", "recv"}});

    // The listener is in slot 0, so it comes first.
    lesson
        .promise("WhoeverComesIsLetInWhileAnotherGoesOn",
                 "New clients are accepted, and those who leave are released, while another talks.")
        .judged_by(judges)
        .in(and_in_the_queue(in_turn({"A connects", "A says 2000 bytes", "B connects"})))
        .in(in_turn({"A connects", "B connects", "A says 2000 bytes", "B leaves"}))
        .in(in_turn({"A connects", "B connects", "C connects", "B says 2000 bytes", "A leaves",
                     "C leaves"}));

    lesson
        .promise("WhoSpeaksAloneIsHeardToTheEnd",
                 "All that a client says is read, however much it is.")
        .judged_by(judges)
        .in({"A connects", "A says 1000 bytes"})
        .in({"A connects", "B connects", "A says 600 bytes", "B says two", "A leaves"})
        .in({"A connects", "B connects", "C connects", "A leaves", "B says one", "C says two"});

    return judge_main(argc, argv, lesson);
}
