#include "chapter_d.h"
#include "everywhere.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"21_handed_over_too_late"};

    Promise& next = lesson
                        .promise("WhoeverJoinsMeanwhileIsServed",
                                 "Whoever joins while another is taken over, is served.")
                        .in(shared_out({"A connects", "B connects", "B says b"}))
                        .in(shared_out({"A connects", "B connects", "C connects", "C leaves", "B says b"}));
    fails_everywhere(next, {});

    Promise& stays = lesson
                         .promise("NoWorkerIsGivenTooMany",
                                  "When somebody has left, those who stay are heard.").up_to(1)
                         .in(shared_out(after(64, {"C64 says hello"})));
    fails_everywhere(stays, {});

    return judge_main(argc, argv, lesson);
}
