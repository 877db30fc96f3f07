// What lesson 01 promises: whatever a client says is read.

#include "sim/judge/promise.h"

using namespace winsock::sim;

int main(int argc, char** argv) {
    Lesson lesson{"01_nothing_arrives"};

    lesson
        .promise("EveryWordIsReadAndShown",
                 "What a client says is read, all of it, whatever the memory held before.")
        .judged_by({Detector::byte_unread, Detector::spin, Detector::array_overrun})
        .in({"A connects", "A says hello"}, {Misfortune::garbage_on_the_stack})
        .in({"A connects", "A says 256 bytes"}, {Misfortune::garbage_on_the_stack})
        .in({"A connects", "A says 600 bytes"}, {Misfortune::garbage_on_the_stack})
        .fails_under(RuleSet::windows, {{Detector::spin, "", "recv"}})
        .fails_under(RuleSet::documented, {{Detector::spin, "", "recv"}})
        .fails_under(RuleSet::lenient, {{Detector::spin, "", "recv"}});

    lesson
        .promise("ASilentClientMayComeAndGo", "A client that says nothing may come and leave.")
        .judged_by({Detector::spin, Detector::never_answered, Detector::signal_lost})
        .in({"A connects", "A leaves"})
        .in({"A connects", "A leaves", "B connects", "B leaves"});

    return judge_main(argc, argv, lesson);
}
