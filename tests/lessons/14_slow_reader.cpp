// What lesson 14 promises: nobody can make the server keep more and more for it.

#include "chapter_a.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// The server may hold so much beyond what it held when each client had been heard once.
Scenario bounded(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.echoes = true;
    scene.memory = 400'000;
    return scene;
}

/// A connection holds 8 kB in each direction.
Scenario narrow(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.echoes = true;
    scene.window = 8192;
    return scene;
}

/// So that a search is short.
Scenario very_narrow(const std::vector<std::string>& sentences) {
    Scenario scene = narrow(sentences);
    scene.window = 1024;
    return scene;
}

/// What is said comes at once, and it is more than a server keeps.
Scenario wide(const std::vector<std::string>& sentences) {
    Scenario scene = narrow(sentences);
    scene.window = 100'000;
    return scene;
}

Scenario kept(Scenario scene) {
    scene.slow_readers = SlowReaders::are_kept;
    return scene;
}

Scenario let_go(Scenario scene) {
    scene.slow_readers = SlowReaders::are_let_go;
    return scene;
}

Scenario prompt(Scenario scene) {
    scene.answer_within = 10;
    return scene;
}

const Detectors judges{Detector::memory_grows, Detector::bytes_lost,    Detector::never_answered,
                       Detector::byte_unread,  Detector::handle_leaked, Detector::spin};

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"14_slow_reader"};

    Promise& bound =
        lesson
            .promise("ASlowReaderNeedsNoMoreThanItsShare",
                     "However much is said by a client that reads nothing, the server's memory has "
                     "a bound; and if it reads on at last, it has missed nothing.")
            .judged_by(judges)
            .up_to(0)
            .in(bounded({"A connects", "A says hello", "A stops reading", "A says 240000 bytes",
                         "A says 240000 bytes", "A says 240000 bytes", "A reads on"}));
    fails_everywhere(bound, {{Detector::memory_grows, "A", ""}});

    // That it may pause for a while, and for how long, is the next promise's.
    Promise& end =
        lesson
            .promise(
                "WhoeverTakesNothingIsLetGo",
                "Whoever takes nothing for half a minute, though much waits for it, is let go, "
                "and the others do not notice.")
            .judged_by({Detector::never_answered, Detector::byte_unread, Detector::bytes_lost,
                        Detector::handle_leaked, Detector::used_after_close, Detector::closed_twice,
                        Detector::spin})
            .up_to(1)
            .in(let_go(narrow({"A connects", "A stops reading", "A says 8000 bytes",
                               "A says 8000 bytes", "A waits 30000 ms"})))
            .in(let_go(narrow({"A connects", "B connects", "A stops reading", "A says 8000 bytes",
                               "A says 8000 bytes", "A leaves", "A waits 30000 ms", "B says b",
                               "B waits 20000 ms", "B says still here", "B leaves"})));
    fails_everywhere(end, {{Detector::never_answered, "A", ""}});

    // It says a word now and then, and takes nothing.
    std::vector<std::string> dripping{"A connects", "A stops reading", "A says 16000 bytes"};
    for (int i = 0; i < 15; ++i) dripping.insert(dripping.end(), {"A says x", "A waits 4000 ms"});
    Scenario drip = let_go(narrow(dripping));
    drip.answer_within = 30'000;
    // The server's wait never runs out while B speaks.
    std::vector<std::string> chatter{"A connects", "B connects", "A stops reading",
                                     "A says 8000 bytes", "A says 8000 bytes"};
    for (int i = 0; i < 40; ++i) chatter.insert(chatter.end(), {"B says b", "B waits 900 ms"});
    Scenario busy = let_go(narrow(chatter));
    busy.answer_within = 30'000;
    Promise& meanwhile =
        lesson
            .promise("AndSoItIsHoweverMuchIsSaid",
                     "However often anybody speaks, whoever takes nothing is let go within half "
                     "a minute.")
            .judged_by({Detector::never_answered, Detector::answered_late, Detector::byte_unread,
                        Detector::bytes_lost, Detector::spin})
            .up_to(0)
            .in(drip)
            .in(busy);
    fails_everywhere(meanwhile, {{Detector::never_answered, "A", ""}});

    // What it says comes at once: a server may sleep until the next deadline, and then so does a
    // client that has more to say.
    lesson
        .promise("WhoeverReadsOnInTimeGetsEverything",
                 "A client that takes something every twelve seconds gets every byte.")
        .judged_by(judges)
        .up_to(1)
        .in(kept(narrow({"A connects", "A stops reading", "A says 24000 bytes", "A waits 12000 ms",
                         "A reads on"})))
        .in(kept(narrow({"A connects", "A says 2000 bytes", "A leaves"})))
        // It has been silent for long before it pauses.
        .in(kept(narrow({"A connects", "A stops reading", "A says 8192 bytes", "A waits 60000 ms",
                         "A says hello", "A waits 1000 ms", "A reads on"})))
        // It takes a window full in between, and the clock begins anew.
        .in(kept(narrow({"A connects", "A stops reading", "A says 24000 bytes", "A waits 12000 ms",
                         "A reads on", "A stops reading", "A waits 12000 ms", "A reads on"})))
        .in(kept(
            narrow({"A connects", "B connects", "B says b", "A stops reading", "A says 16000 bytes",
                    "A waits 5000 ms", "A reads on", "A leaves", "B leaves"})));

    lesson
        .promise("AndSoItIsAtAnyMoment",
                 "At whatever moment a client pauses, reads on or leaves, it misses nothing.")
        .judged_by(judges)
        .in(kept(very_narrow({"A connects", "A stops reading", "A says 3000 bytes",
                              "A waits 12000 ms", "A reads on"})))
        .in(kept(very_narrow({"A connects", "A says 2000 bytes", "A leaves"})))
        .in(kept(
            very_narrow({"A connects", "A stops reading", "A says 1024 bytes", "A waits 60000 ms",
                         "A says hello", "A waits 1000 ms", "A reads on"})))
        .in(kept(
            very_narrow({"A connects", "A stops reading", "A says 3000 bytes", "A waits 12000 ms",
                         "A reads on", "A stops reading", "A waits 12000 ms", "A reads on"})))
        .in(kept(very_narrow({"A connects", "B connects", "A stops reading", "A says 2000 bytes",
                              "A waits 5000 ms", "A reads on", "A leaves", "B says b"})));

    lesson
        .promise("WhoeverIsCutOffMeanwhileIsReleased",
                 "Whatever waits for a client that is cut off goes with it.")
        .judged_by({Detector::never_answered, Detector::handle_leaked, Detector::used_after_close,
                    Detector::closed_twice, Detector::spin})
        .in(very_narrow({"A connects", "A stops reading", "A says 3000 bytes", "A vanishes"}))
        .in(very_narrow(
            {"A connects", "A stops reading", "A says 3000 bytes", "A leaves", "A vanishes"}));

    lesson
        .promise("WhoeverReadsIsAnsweredAtOnce",
                 "Whoever reads is answered at once, whoever else takes nothing.")
        .judged_by({Detector::answered_late, Detector::never_answered, Detector::byte_unread,
                    Detector::spin})
        .in(prompt(very_narrow({"A connects", "A says 3000 bytes"})))
        // It reads on: FD_WRITE says so, and no clock.
        .in(prompt(very_narrow({"A connects", "A stops reading", "A says 900 bytes",
                                "A says 900 bytes", "A waits 3000 ms", "A reads on"})))
        .in(prompt(very_narrow({"A connects", "B connects", "A stops reading", "A says 900 bytes",
                                "A says 900 bytes", "B says b", "B waits 3000 ms", "B says c"})));

    // More than a server keeps waits for A. A client with a time of its own does not wait until the
    // server's time is over.
    const std::vector<std::string> much{
        "A connects",   "B connects",          "A stops reading", "A says 100000 bytes",
        "A waits 9 ms", "A says 100000 bytes", "A waits 9 ms"};
    lesson
        .promise("HoweverMuchWaitsNobodyElseDoes",
                 "However much waits for one client, the others are answered at once, and so is "
                 "it when it reads on.")
        .judged_by({Detector::answered_late, Detector::never_answered, Detector::byte_unread,
                    Detector::bytes_lost, Detector::spin})
        .up_to(0)
        .in(prompt(wide(joined(much, {"B says b"}))))
        .in(prompt(wide(joined(much, {"C connects", "C says c"}))))
        .in(prompt(wide(joined(much, {"A waits 3000 ms", "A reads on"}))));

    // Of this, some lies in the socket when the server learns that A has left.
    lesson
        .promise("WhateverWasSaidLastComesBack",
                 "Whoever has left while much waited gets every byte when it reads on.")
        .judged_by(judges)
        .up_to(0)
        .in(kept(wide(joined(much, {"A leaves", "A waits 5000 ms", "A reads on"}))));

    promise_room_and_turns(lesson);

    return judge_main(argc, argv, lesson);
}
