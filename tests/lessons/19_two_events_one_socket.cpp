#include "chapter_d.h"
#include "everywhere.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"19_two_events_one_socket"};

    Promise& released = lesson
                            .promise("WhoeverLeavesIsReleased",
                                     "Whoever leaves gets its answer, and is released then.")
                            .in(shared_out({"A connects", "A leaves"}))
                            .in(shared_out({"A connects", "A says hello", "A leaves"}))
                            .in(shared_out({"A connects", "B connects", "A leaves", "B says b"}))
                            .in(shared_out({"A connects", "A says 1100 bytes", "A leaves"}));
    fails_everywhere(released, {});

    Promise& cut = lesson
                       .promise("WhoeverIsCutOffIsReleased",
                                "Whoever is cut off is released, and the others do not notice.")
                       .in(shared_out({"A connects", "A vanishes"}))
                       .in(shared_out({"A connects", "A says hello", "A vanishes"}))
                       .in(shared_out({"A connects", "B connects", "A vanishes", "B says b"}));
    fails_everywhere(cut, {});

    lesson.promise("WhateverIsSaidComesBack", "What a client says comes back to it, in order.")
        .in(shared_out({"A connects", "A says hello"}))
        .in(shared_out({"A connects", "B connects", "A says one", "B says two"}))
        .in(shared_out({"A connects", "B connects", "C connects", "C says c", "A says a"}))
        .in(shared_out({"A connects", "A says 1100 bytes", "A says more"}));

    lesson
        .promise("ThereIsRoomForMoreThanSixtyFour",
                 "A hundred and twenty-six clients are let in and heard; who finds no room is turned away.")
        .up_to(0)
        .in(shared_out(after(65, {"C64 says hello", "C1 says one", "C65 says last"})))
        .in(shared_out(after(127, {"C126 says hello", "C64 says one", "C1 says two"})));

    return judge_main(argc, argv, lesson);
}
