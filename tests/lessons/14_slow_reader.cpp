// What lesson 14 promises: nobody can make the server keep more and more for it.
//
// That whoever takes nothing for ten seconds is let go, no scenario here asks: a server may also be
// patient. Over real sockets it is asked; see "live" in lessons/course.json.

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

/// Nobody is to lose its connection for a pause.
Scenario kept(Scenario scene) {
    scene.keeps_slow_readers = true;
    return scene;
}

std::vector<std::string> repeated(const std::string& sentence, int times) {
    return std::vector<std::string>(static_cast<std::size_t>(times), sentence);
}

std::vector<std::string> joined(std::vector<std::string> all,
                                const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

const Detectors judges{Detector::memory_grows, Detector::bytes_lost,    Detector::never_answered,
                       Detector::byte_unread,  Detector::handle_leaked, Detector::spin};

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"14_slow_reader"};

    Promise& bound =
        lesson
            .promise("ASlowReaderNeedsNoMoreThanItsShare",
                     "However much a client says that reads nothing, the server's memory has a "
                     "bound; and if it reads on at last, it has missed nothing.")
            .judged_by(judges)
            .up_to(0)
            .in(bounded(joined(joined({"A connects", "A says hello", "A stops reading"},
                                      repeated("A says 60000 bytes", 12)),
                               {"A reads on"})));
    fails_everywhere(bound, {{Detector::memory_grows, "A", ""}});

    lesson
        .promise("ASlowReaderMayBeLetGo",
                 "Whoever reads nothing for ever costs the others nothing, whatever becomes of it.")
        .judged_by({Detector::never_answered, Detector::byte_unread, Detector::bytes_lost,
                    Detector::used_after_close, Detector::closed_twice, Detector::spin})
        .up_to(1)
        .in(narrow({"A connects", "B connects", "A stops reading", "A says 8000 bytes",
                    "A says 8000 bytes", "B says b", "B waits 20000 ms", "B says still here",
                    "B leaves"}));

    lesson
        .promise("WhoeverReadsOnInTimeGetsEverything",
                 "A client that reads on after some seconds gets every byte.")
        .judged_by(judges)
        .up_to(1)
        .in(kept(narrow({"A connects", "A stops reading", "A says 8000 bytes", "A says 8000 bytes",
                         "A says 8000 bytes", "A waits 5000 ms", "A reads on"})))
        .in(kept(narrow({"A connects", "B connects", "A stops reading", "A says 8000 bytes",
                         "A says 8000 bytes", "B says b", "A waits 2000 ms", "A reads on",
                         "A leaves", "B leaves"})));

    return judge_main(argc, argv, lesson);
}
