// What lesson 08 promises: who finds no room is turned away, and costs nobody anything.
//
// A wait takes 64 events, and the listener has one of them: 63 clients have room. The slot of the
// 64th would be the 65th, behind both arrays.
//
// There is no live test: clients are called A to Z there, and the inner wait of a second, which has
// a lesson of its own, would make it last half an hour. Here they are called C1 to C68. Only the
// quiet execution is tried: hundreds of calls are made until the house is full, and each would be
// a moment to try.

#include "everywhere.h"

using namespace winsock::sim;

namespace {

using Sentences = std::vector<std::string>;

const Detectors judges{Detector::array_overrun, Detector::invalid_wait,  Detector::never_answered,
                       Detector::byte_unread,   Detector::out_of_step,   Detector::used_after_close,
                       Detector::closed_twice,  Detector::handle_leaked, Detector::signal_lost,
                       Detector::spin};

/// C1 to C63, or so many, connect one after the other, and then this happens.
Sentences after(int clients, const Sentences& what) {
    Sentences sentences;
    for (int i = 1; i <= clients; ++i) sentences.push_back("C" + std::to_string(i) + " connects");
    sentences.insert(sentences.end(), what.begin(), what.end());
    return sentences;
}

/// What is seen when the slot behind the last one is written. A sanitizer sees it there and then;
/// without one the next wait has 65 events, in an array of 64.
const std::vector<Symptom> one_too_many =
#if defined(__SANITIZE_ADDRESS__)
    {{Detector::array_overrun, "", ""}};
#else
    {{Detector::array_overrun, "", "WSAWaitForMultipleEvents"},
     {Detector::invalid_wait, "", "WSAWaitForMultipleEvents"}};
#endif

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"08_sixty_fifth_client"};

    // The 64th client gets slot 64, behind both arrays, and the next wait is given 65 events.
    Promise& full = lesson
                        .promise("WhoFindsNoRoomCostsNobody",
                                 "When the house is full and more clients come, those inside are "
                                 "still heard.")
                        .judged_by(judges)
                        .up_to(0)
                        .in(after(64, {}))
                        .in(after(64, {"C1 says one", "C63 says hello"}))
                        .in(after(64, {"C64 says please", "C64 leaves", "C1 says one"}))
                        .in(after(66, {"C63 says hello", "C1 says one"}));
    fails_everywhere(full, one_too_many);

    // Who is left in the queue: FD_ACCEPT has been told of, and is not told again when a slot is
    // free.
    Promise& free = lesson
                        .promise("WhenASlotIsFreeAgainItIsGiven",
                                 "When somebody has left a full house, nobody waits outside in "
                                 "vain, and whoever comes next is heard.")
                        .judged_by(judges)
                        .up_to(0)
                        .in(after(64, {"C1 leaves"}))
                        .in(after(64, {"C64 says please", "C63 leaves"}))
                        .in(after(64, {"C1 leaves", "C65 connects", "C65 says hello"}))
                        .in(after(66, {"C1 leaves", "C2 leaves", "C67 connects", "C68 connects",
                                       "C68 says eight", "C67 says seven"}));
    fails_everywhere(free, one_too_many);

    lesson
        .promise("ThereIsRoomForSixtyThree",
                 "Sixty-three clients are let in, and every one of them is heard.")
        .judged_by(judges)
        .up_to(0)
        .in(after(63, {"C1 says one", "C63 says hello", "C32 says middle"}))
        .in(after(63, {"C1 leaves", "C64 connects", "C64 says hello", "C2 says two"}));

    lesson
        .promise("AFewMayComeAndGoAtAnyMoment",
                 "While there is room, whoever comes is served, whenever that is.")
        .judged_by(judges)
        .in({"A connects", "B connects", "A says a", "B says b"})
        .in({"A connects", "B connects", "A leaves", "C connects", "C says c"});

    return judge_main(argc, argv, lesson);
}
