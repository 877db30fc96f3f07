// What lesson 13 promises: what a socket does not take now is sent later, and nothing of it twice.
//
// A connection holds 8 kB in each direction here, so that little has to be said until there is no
// room. The server sends pieces of 4 kB.

#include "chapter_a.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// Where a send may take a part, it sometimes does.
Scenario narrow(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.echoes = true;
    scene.window = 8192;
    scene.misfortunes = {Misfortune::partial_send};
    return scene;
}

/// As many bytes as can be said in two moments.
Scenario very_narrow(const std::vector<std::string>& sentences) {
    Scenario scene = narrow(sentences);
    scene.window = 1024;
    return scene;
}

const Detectors judges{Detector::bytes_lost, Detector::never_answered, Detector::byte_unread,
                       Detector::spin};

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"13_dropped_buffer"};

    Promise& pause =
        lesson
            .promise("WhoeverPausesMissesNothing",
                     "A client that stops reading for a while gets every byte, in order, when it "
                     "reads on.")
            .judged_by(judges)
            .up_to(2)
            .in(narrow({"A connects", "A stops reading", "A says 8000 bytes", "A says 8000 bytes",
                        "A reads on"}))
            .in(narrow({"A connects", "B connects", "A stops reading", "A says 8000 bytes",
                        "B says b", "A says 6000 bytes", "A reads on", "B says again"}))
            .in(narrow({"A connects", "A stops reading", "A says 8000 bytes", "A says 8000 bytes",
                        "A leaves", "A reads on"}))
            .in(narrow({"A connects", "A stops reading", "A says 8000 bytes", "A says 500 bytes",
                        "A reads on"}));
    fails_everywhere(pause, {{Detector::bytes_lost, "A", ""}});

    Promise& twice =
        lesson.promise("AndSoItIsEachTime", "However often a client pauses, it misses nothing.")
            .judged_by(judges)
            .up_to(1)
            .in(narrow({"A connects", "A stops reading", "A says 8000 bytes", "A says 8000 bytes",
                        "A reads on", "A stops reading", "A says 8000 bytes", "A says 8000 bytes",
                        "A reads on", "A leaves"}));
    fails_everywhere(twice, {{Detector::bytes_lost, "A", ""}});

    Promise& any_moment =
        lesson
            .promise("AndSoItIsAtAnyMoment",
                     "At whatever moment a client pauses, reads on or leaves, it misses nothing.")
            .judged_by(judges)
            .in(very_narrow({"A connects", "A stops reading", "A says 900 bytes",
                             "A says 900 bytes", "A reads on"}))
            .in(very_narrow({"A connects", "B connects", "A stops reading", "A says 900 bytes",
                             "B says b", "A says 700 bytes", "A reads on", "B says again"}))
            .in(very_narrow({"A connects", "A stops reading", "A says 900 bytes",
                             "A says 900 bytes", "A leaves", "A reads on"}))
            .in(very_narrow({"A connects", "A stops reading", "A says 900 bytes",
                             "A says 500 bytes", "A reads on"}));
    fails_everywhere(any_moment, {{Detector::bytes_lost, "A", ""}});

    lesson
        .promise("WhoeverReadsGetsEverything", "A client that reads all the time gets every byte.")
        .judged_by(judges)
        .in(narrow({"A connects", "A says hello", "A says 900 bytes", "A leaves"}))
        .in(narrow({"A connects", "A says 1100 bytes", "A leaves"}))
        .in(narrow({"A connects", "B connects", "B says 3000 bytes", "A says a"}));

    lesson
        .promise("WhoeverIsCutOffIsNotKept",
                 "Whatever waits for a client that is cut off goes with it, and the others are "
                 "served.")
        .judged_by({Detector::never_answered, Detector::handle_leaked, Detector::byte_unread,
                    Detector::used_after_close, Detector::closed_twice, Detector::invalid_wait,
                    Detector::spin})
        .in(very_narrow({"A connects", "A stops reading", "A says 900 bytes", "A says 900 bytes",
                         "A vanishes"}))
        .in(very_narrow({"A connects", "B connects", "A stops reading", "A says 900 bytes",
                         "A says 900 bytes", "A vanishes", "B says b"}));

    promise_room_and_turns(lesson);

    return judge_main(argc, argv, lesson);
}
