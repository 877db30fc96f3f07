#include "chapter_d.h"
#include "everywhere.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"20_event_zero"};

    Promise& next = lesson
                        .promise("WhoeverComesNextIsServed",
                                 "When somebody has left, whoever comes next is served.")
                        .in(shared_out({"A connects", "A leaves", "B connects", "B says b"}))
                        .in(shared_out({"A connects", "A leaves", "B connects", "B leaves"}));
    fails_everywhere(next, {});

    Promise& stays = lesson
                         .promise("WhoeverStaysIsHeard",
                                  "When somebody has left, those who stay are heard.")
                         .in(shared_out({"A connects", "B connects", "B leaves", "A says a"}));
    fails_everywhere(stays, {});

    Promise& step = lesson
                         .promise("EveryEventIsThatOfItsSocket",
                                  "Whoever comes and goes, a socket is asked with its own event.")
                         .judged_by({Detector::out_of_step})
                         .in(shared_out({"A connects", "B connects", "B leaves", "C connects"}));
    fails_everywhere(step, {});

    Promise& place = lesson
                         .promise("AFreePlaceIsGiven",
                                  "When somebody has left a full house, the next is let in.").up_to(0)
                         .in(shared_out(after(126, {"C1 leaves", "D connects", "D says d"})));
    fails_everywhere(place, {});

    Promise& own = lesson
                         .promise("OneClientsTroubleIsItsOwn",
                                  "When somebody has left a full house, the next is let in.")
.in(shared_out({"A connects", "B connects", "A says a"}, {Misfortune::accept_fails, Misfortune::create_event_fails, Misfortune::event_select_fails}));
    fails_everywhere(own, {});

    return judge_main(argc, argv, lesson);
}
