// What lesson 10 promises: however many are silent, nobody waits for them.
//
// There is no live test: time is not judged over real sockets. On a slow machine a server that is
// right is late, too; in the simulator time passes only while the server waits.
//
// Whoever talks without end is the business of a later lesson, and so is who is served first. In
// the quiet execution clients wait until every second has passed, so all of this takes at least one
// unlucky moment.

#include <cstdint>

#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// What comes of a slot that is asked too late, too often or never.
const Detectors judges{Detector::byte_unread,      Detector::never_answered,
                       Detector::signal_lost,      Detector::out_of_step,
                       Detector::used_after_close, Detector::closed_twice,
                       Detector::invalid_wait,     Detector::spin};

Detectors with_a_clock() {
    Detectors detectors = judges;
    detectors.insert(Detector::answered_late);
    return detectors;
}

Scenario within(std::uint64_t milliseconds, const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.answer_within = milliseconds;
    return scene;
}

/// So short that a millisecond for each of two silent clients is too much.
Scenario at_once(const std::vector<std::string>& sentences) { return within(1, sentences); }

/// A, and behind it so many who say nothing; then A speaks twice.
std::vector<std::string> silent_behind_a(int silent) {
    std::vector<std::string> sentences{"A connects"};
    for (int i = 1; i <= silent; ++i) {
        sentences.push_back(std::string(1, static_cast<char>('A' + i)) + " connects");
    }
    sentences.push_back("A says one");
    sentences.push_back("A says two");
    return sentences;
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"10_a_second_each"};

    // A's second word comes when the first has been read: it lies there while ten others are given
    // a second each. Nine seconds, so that it has to be all ten.
    Promise& ten = lesson
                       .promise("TenSilentClientsDoNotCostTenSeconds",
                                "When ten clients say nothing, the one that speaks is heard within "
                                "nine seconds.")
                       .judged_by(with_a_clock())
                       .up_to(1)
                       .in(within(9000, silent_behind_a(10)));
    fails_everywhere(ten, {{Detector::answered_late, "A", "recv"}});

    Promise& nothing = lesson
                           .promise("HoweverManyAreSilentNobodyWaits",
                                    "Ten silent clients hold a word up no more than one does.")
                           .judged_by(with_a_clock())
                           .up_to(1)
                           .in(at_once(silent_behind_a(10)));
    fails_everywhere(nothing, {{Detector::answered_late, "A", "recv"}});

    Promise& words = lesson
                         .promise("EveryWordIsHeardAtOnce",
                                  "What a client says is heard at once, whoever else says nothing.")
                         .judged_by(with_a_clock())
                         .in(at_once(silent_behind_a(1)))
                         .in(at_once(silent_behind_a(2)))
                         .in(at_once({"A connects", "B connects", "C connects", "C says c",
                                      "A says a", "B says b"}));
    fails_everywhere(words, {{Detector::answered_late, "A", "recv"}});

    // The listener has the lowest slot: when one has come in, all others are behind it.
    Promise& door = lesson
                        .promise("WhoeverComesIsLetInAtOnce",
                                 "Whoever connects is accepted at once, whoever of those inside "
                                 "says nothing.")
                        .judged_by(with_a_clock())
                        .in(at_once({"A connects", "B connects", "C connects"}))
                        .in(at_once({"A connects", "B connects", "A says one", "C connects"}));
    fails_everywhere(door, {{Detector::answered_late, "C", "accept"}});

    // B moves into A's slot, and the scan goes on behind it.
    Promise& leaving =
        lesson
            .promise("AGoodbyeHoldsNobodyUp",
                     "When a client leaves, those who stay are still heard at once.")
            .judged_by(with_a_clock())
            .in(at_once({"A connects", "B connects", "C connects", "A leaves", "B says b"}));
    fails_everywhere(leaving, {{Detector::answered_late, "B", "recv"}});

    // What the lesson keeps; a repair that waits for ever, or never, does not.
    lesson
        .promise("NobodyIsForgottenBehindASilentOne",
                 "Whoever speaks is heard sooner or later, and whoever leaves is released.")
        .judged_by(judges)
        .in({"A connects", "B connects", "C connects", "A says a", "C says c"})
        .in({"A connects", "B connects", "C connects", "B leaves", "C says c", "A says a"});

    lesson
        .promise("WhenNothingHappensTheServerSleeps",
                 "While nobody speaks, comes or leaves, the server does nothing.")
        .judged_by(judges)
        .in({"A connects"})
        .in({"A connects", "B connects", "A leaves"});

    return judge_main(argc, argv, lesson);
}
