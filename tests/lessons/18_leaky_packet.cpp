// What lesson 18 promises: what leaves the machine is what the protocol says, and nothing else.

#include "chapter_c.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

const std::string accepted = "S says {2}{4}{1}";
const std::string forty = "0123456789012345678901234567890123456789";

/// With this code, these bytes are sent.
Scenario login(std::vector<std::string> arguments, const std::string& bytes) {
    Scenario scene = told({"S accepts", accepted}, {"Logged in."});
    scene.arguments = std::move(arguments);
    scene.expects = bytes_of(bytes);
    return scene;
}

/// It is refused by the client itself; whether that has connected before is its own affair.
Scenario too_long(const std::vector<std::string>& sentences, const std::string& code) {
    Scenario scene = ended(sentences, {"20 characters"}, ExitCode::nonzero);
    scene.arguments = {code};
    return scene;
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"18_leaky_packet"};

    Promise& protocol =
        lesson
            .promise("TheServerGetsWhatTheProtocolSays",
                     "A login is command, length, version and code, numbers in network order, and "
                     "not a byte more.")
            .judged_by({Detector::bytes_sent_wrong, Detector::misreported})
            .in(login({"WORKSTATION-07-00042"}, "{1}{22}{1:2}WORKSTATION-07-00042"))
            .in(login({"7"}, "{1}{3}{1:2}7"))
            .in(login({"NIGHT-TRAIN"}, "{1}{13}{1:2}NIGHT-TRAIN"));
    fails_everywhere(protocol, {{Detector::bytes_sent_wrong, "S", "send"}});

    Promise& nothing_else =
        lesson
            .promise("NothingElseLeavesTheMachine",
                     "Nothing of what the memory happened to hold is sent.")
            .judged_by({Detector::garbage_sent})
            .in(with(login({"7"}, "{1}{3}{1:2}7"), {Misfortune::garbage_on_the_stack}))
            .in(with(login({"WORKSTATION-07-00042"}, "{1}{22}{1:2}WORKSTATION-07-00042"),
                     {Misfortune::garbage_on_the_stack}));
    fails_everywhere(nothing_else, {{Detector::garbage_sent, "S", "send"}});

    Promise& length =
        lesson
            .promise("ACodeThatIsTooLongIsRefused",
                     "A code of more than 20 characters is refused with a clear word and a "
                     "nonzero exit code, and nothing is written behind its place.")
            .judged_by({Detector::array_overrun, Detector::misreported})
            .in(too_long({"S accepts"}, forty))
            .in(too_long({"S accepts"}, "012345678901234567890"));
    fails_everywhere(length, {{Detector::array_overrun, "", "strcpy"}});

    Scenario nobody = ended({"S refuses"}, {"10061"}, ExitCode::nonzero);
    nobody.never_tells = {"%d"};
    Promise& number = lesson
                          .promise("AnErrorIsToldWithItsNumber",
                                   "When nobody listens, the client says so with the number that "
                                   "Winsock gives.")
                          .judged_by({Detector::misreported})
                          .in(nobody);
    fails_everywhere(number, {{Detector::misreported, "", ""}});

    return judge_main(argc, argv, lesson);
}
