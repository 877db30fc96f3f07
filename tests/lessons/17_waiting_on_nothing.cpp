// What lesson 17 promises: each handle is closed once, on every way out, and nobody waits for
// nothing.

#include "chapter_c.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

const std::string accepted = "S says {2}{4}{1}";
const std::vector<std::string> orderly{"S accepts", accepted, "S leaves"};
const std::vector<std::string> cut_off{"S accepts", accepted, "S vanishes"};
const std::vector<std::string> silent{"S accepts", accepted, "S waits 130000 ms"};

/// It says a word every fifty seconds: each time, one wait runs out.
Scenario slow_talk() {
    std::vector<std::string> sentences{"S accepts", accepted};
    std::vector<std::string> texts{"Logged in."};
    for (const std::string word : {"one", "two", "six", "ten"}) {
        sentences.insert(sentences.end(), {"S waits 50000 ms", "S says {3}{3}" + word});
        texts.push_back("Notice: " + word);
    }
    return told(sentences, texts);
}

/// Two minutes are over when it speaks again: nobody is there to tell that.
Scenario too_late() {
    Scenario scene = ended({"S accepts", accepted, "S waits 130000 ms", "S says {3}{4}late"},
                           {"Logged in."}, ExitCode::nonzero);
    scene.never_tells = {"late"};
    return scene;
}

/// They are over before it has said its first word.
Scenario never_answered_at_all() {
    Scenario scene = ended({"S accepts", "S waits 130000 ms", accepted}, {}, ExitCode::nonzero);
    scene.never_tells = {"Logged in."};
    return scene;
}

void promise_handles(Lesson& lesson) {
    Promise& nothing =
        lesson
            .promise("NobodyWaitsForNothing",
                     "When the connection has ended, however, the client waits for nothing more.")
            .judged_by({Detector::invalid_wait, Detector::spin})
            .in(told(orderly, {}))
            .in(told(cut_off, {}));
    fails_everywhere(nothing, {{Detector::invalid_wait, "", "WSAWaitForMultipleEvents"}});

    Promise& once = lesson
                        .promise("EveryHandleIsClosedOnce",
                                 "Nothing is closed a second time, nor used after it was closed.")
                        .judged_by({Detector::closed_twice, Detector::used_after_close})
                        .in(told(orderly, {}))
                        .in(told(cut_off, {}))
                        .in(told({"S accepts", "S says {2}{4}{7}"}, {}))
                        .in(told({"S refuses"}, {}));
    fails_everywhere(once, {{Detector::closed_twice, "sS", "closesocket"}});

    Promise& all = lesson
                       .promise("EveryWayOutClosesEverything",
                                "Whatever ends the client, it has closed what it had opened.")
                       .judged_by({Detector::handle_leaked})
                       .in(told({"S refuses"}, {}))
                       .in(told({"S accepts", "S says {2}{4}{7}"}, {}))
                       .in(told({"S accepts", "S says {9}{4294967295}"}, {}))
                       .in(told(orderly, {}))
                       .in(told(cut_off, {}))
                       .in(told(silent, {}))
                       .in(with(told({"S accepts", accepted}, {}),
                                {Misfortune::socket_fails, Misfortune::create_event_fails,
                                 Misfortune::event_select_fails}));
    fails_everywhere(all, {{Detector::handle_leaked, "sS", ""}});

    Promise& cut = lesson
                       .promise("WhoIsCutOffLeavesNothingOpen",
                                "When the connection is cut, everything is closed, whatever number "
                                "Winsock gives for it.")
                       .judged_by({Detector::handle_leaked})
                       .in(told(cut_off, {}))
                       .in(told({"S accepts", "S vanishes"}, {}));
    // Under windows rules it takes a cut between the record and recv.
    for (const RuleSet rules : {RuleSet::windows, RuleSet::documented}) {
        cut.fails_under(rules, {{Detector::handle_leaked, "eS", ""}});
    }
}

void promise_ends(Lesson& lesson) {
    Promise& spoken =
        lesson
            .promise("AServerThatSpeaksIsNotSilent",
                     "A server that says a word every fifty seconds is listened to for as long "
                     "as it likes, and one that needs less than two minutes for it, too.")
            .judged_by({Detector::misreported, Detector::byte_unread, Detector::spin})
            .up_to(1)
            .in(slow_talk())
            .in(told({"S accepts", accepted, "S says {3}{3}one", "S waits 110000 ms",
                      "S says {3}{3}two"},
                     {"Logged in.", "Notice: one", "Notice: two"}))
            .in(told({"S accepts", "S waits 110000 ms", accepted}, {"Logged in."}));
    fails_everywhere(spoken, {{Detector::misreported, "", ""}});

    lesson
        .promise("ASilentServerIsLeft",
                 "A server that says nothing for two minutes is left, and that is no success.")
        .judged_by({Detector::misreported, Detector::never_answered, Detector::spin})
        .up_to(1)
        .in(ended(silent, {"Logged in."}, ExitCode::nonzero))
        .in(too_late())
        .in(never_answered_at_all());

    Scenario quiet = ended(orderly, {"Logged in."}, ExitCode::zero);
    quiet.never_tells = {"error"};
    Promise& orderly_end =
        lesson
            .promise("AnOrderlyEndIsNoError",
                     "When the server leaves in an orderly way, no error is reported.")
            .judged_by({Detector::misreported, Detector::never_answered, Detector::spin})
            .in(quiet);
    fails_everywhere(orderly_end, {{Detector::misreported, "", ""}});

    // Under lenient rules a cut looks like an orderly end, but here one that comes too early.
    lesson
        .promise("WhoIsCutOffEndsBadly",
                 "When the connection is cut, the client ends with a nonzero exit code.")
        .judged_by({Detector::misreported, Detector::never_answered, Detector::spin})
        .up_to(0)
        .in(ended({"S accepts", "S vanishes"}, {}, ExitCode::nonzero))
        .in(ended({"S accepts", accepted, "S says {3}{5}he", "S vanishes"}, {}, ExitCode::nonzero));
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"17_waiting_on_nothing"};
    promise_handles(lesson);
    promise_ends(lesson);
    return judge_main(argc, argv, lesson);
}
