// What lesson 16 promises: whatever the server says or does, and when, the client learns of it. It
// still waits for nothing afterwards, and closes things twice: that is the next lesson's. There is
// no live test: nobody outside can have a server leave between two calls of a client.

#include "chapter_c.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

const std::string accepted = "S says {2}{4}{1}";

/// With its header it fills what one recv takes.
const std::string longest = "{3}{4088}" + std::string(4088, 'x');

const std::vector<std::string> bye{"S accepts", accepted, "S says {3}{3}bye", "S leaves"};

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"16_deaf_client"};

    Promise& end = lesson
                       .promise("WhenTheServerLeavesTheClientLearnsOfIt",
                                "When the server leaves or cuts the connection, at whatever "
                                "moment, the client is woken.")
                       .judged_by({Detector::signal_lost, Detector::spin})
                       .in(told({"S accepts", accepted, "S leaves"}, {}))
                       .in(told({"S accepts", accepted, "S vanishes"}, {}))
                       .in(told(bye, {}));
    fails_everywhere(end, {{Detector::signal_lost, "S", ""}});

    Promise& together =
        lesson
            .promise("AnEndThatComesWithWordsIsSeen",
                     "When the end is told together with the last words, the client reads them "
                     "and ends.")
            .judged_by({Detector::notification_dropped, Detector::byte_unread, Detector::spin})
            .in(told({"S accepts", accepted, "S leaves"}, {}))
            .in(told(bye, {}));
    // Under lenient rules the end comes when everything is read.
    for (const RuleSet rules : {RuleSet::windows, RuleSet::documented}) {
        together.fails_under(rules, {{Detector::notification_dropped, "S", ""}});
    }

    Promise& words =
        lesson
            .promise("NoWordIsMissed",
                     "Whatever the server says, at whatever moment, the client is woken.")
            .judged_by({Detector::signal_lost, Detector::byte_unread, Detector::spin})
            .in(told({"S accepts", accepted, "S says {3}{5}he", "S says llo"}, {}))
            .in(told({"S accepts", "S says {2}{4}", "S says {1}{3}", "S says {5}hel", "S says lo"},
                     {}));
    words.fails_under(RuleSet::windows,
                      {{Detector::byte_unread, "S", ""}, {Detector::signal_lost, "S", ""}});

    Promise& last =
        lesson
            .promise(
                "TheLastWordsAreTold",
                "Whatever the server has said before it left is told, and then the client ends "
                "well.")
            .judged_by({Detector::misreported, Detector::byte_unread, Detector::never_answered,
                        Detector::spin})
            .in(ended({"S accepts", accepted, "S leaves"}, {"Logged in."}, ExitCode::zero))
            .in(ended(bye, {"Logged in.", "Notice: bye"}, ExitCode::zero))
            .in(ended({"S accepts", accepted, "S says {3}{4088}", "S says 4088 bytes",
                       "S says {3}{3}end", "S leaves"},
                      {"Logged in.", "Notice: end"}, ExitCode::zero))
            // More than two calls of recv bring: what is left is read in a loop.
            .in(ended({"S accepts", accepted + longest + longest + "{3}{3}end", "S leaves"},
                      {"Logged in.", "Notice: end"}, ExitCode::zero));

    for (const RuleSet rules : {RuleSet::windows, RuleSet::documented}) {
        last.fails_under(rules,
                         {{Detector::never_answered, "", ""}, {Detector::never_answered, "S", ""}});
    }

    return judge_main(argc, argv, lesson);
}
