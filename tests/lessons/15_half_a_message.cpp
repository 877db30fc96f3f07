// What lesson 15 promises: packets are understood however their bytes come. The client still has
// the mistakes of the lessons to come: it may miss an end, and in two unlucky moments also words.
// So servers leave here only when all is quiet, and lesson 16 asks for more moments.

#include "chapter_c.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

const Detectors understanding{Detector::misreported,  Detector::byte_unread,
                              Detector::memory_grows, Detector::never_answered,
                              Detector::spin,         Detector::array_overrun};

/// Of a server that is not believed the rest is not read.
const Detectors disbelief{Detector::misreported, Detector::memory_grows, Detector::never_answered,
                          Detector::spin, Detector::array_overrun};

const std::string accepted = "S says {2}{4}{1}";

/// It does not believe the server, says so, and ends.
Scenario disbelieved(const std::vector<std::string>& sentences, std::vector<std::string> before) {
    before.push_back("Bad packet");
    Scenario scene = ended(sentences, before, ExitCode::nonzero);
    scene.memory = 100'000;
    return scene;
}

/// What stands behind a refusal is not for this client.
Scenario refused_for_good() {
    Scenario scene = ended({"S accepts", "S says {2}{4}{7}{2}{4}{1}{3}{5}hello"},
                           {"Refused: status 7"}, ExitCode::nonzero);
    scene.never_tells = {"Logged in.", "hello"};
    return scene;
}

void promise_frames(Lesson& lesson) {
    Promise& pieces =
        lesson
            .promise("APacketMayComeInPieces",
                     "A packet is understood in however many pieces it comes, and at whatever "
                     "moments.")
            .judged_by(understanding)
            .up_to(1)
            .in(told({"S accepts", R"(S says \0\0\0)", R"(S says \x02{4}{1})"}, {"Logged in."}))
            .in(told({"S accepts", accepted, "S says {3}{5}he", "S says llo"},
                     {"Logged in.", "Notice: hello"}))
            .in(told({"S accepts", "S says {2}{4}", "S says {1}{3}", "S says {5}hel", "S says lo"},
                     {"Logged in.", "Notice: hello"}))
            .in(with(
                told({"S accepts", "S says {2}{4}{1}{3}{5}hello"}, {"Logged in.", "Notice: hello"}),
                {Misfortune::short_read}))
            // With its header this body fills what one recv takes.
            .in(told({"S accepts", accepted, "S says {3}{4088}", "S says 4088 bytes",
                      "S says {3}{3}end"},
                     {"Logged in.", "Notice: end"}));
    fails_everywhere(pieces, {{Detector::misreported, "", ""}});

    Promise& several =
        lesson
            .promise("SeveralPacketsMayComeAtOnce",
                     "Packets that come together are all understood, in their order, and one "
                     "that nobody knows is passed over.")
            .judged_by(understanding)
            .up_to(1)
            .in(told({"S accepts", "S says {2}{4}{1}{3}{5}hello"}, {"Logged in.", "Notice: hello"}))
            .in(told({"S accepts", accepted, "S says {3}{3}one{3}{3}two{3}{5}th", "S says ree"},
                     {"Logged in.", "Notice: one", "Notice: two", "Notice: three"}))
            .in(told({"S accepts", "S says {9}{3}abc{2}{4}{1}{3}{0}{3}{2}ok"},
                     {"Logged in.", "Notice: ok"}))
            // A notice ends where its length says. No zero follows here, and a % is a %.
            .in(told({"S accepts", accepted, "S says {3}{9}50% of it{1633837924}{0}"},
                     {"Logged in.", "Notice: 50% of it"}));
    fails_everywhere(several, {{Detector::misreported, "", ""}});
}

void promise_disbelief(Lesson& lesson) {
    std::vector<std::string> endless{"S accepts", accepted, "S says {3}{1000000}"};
    for (int i = 0; i < 8; ++i) endless.emplace_back("S says 60000 bytes");
    Promise& length =
        lesson
            .promise("ALengthThatCannotBeIsRefused",
                     "A packet with a longer body than 4088 bytes is believed in nothing: the "
                     "client says so, ends, and keeps none of it.")
            .judged_by(disbelief)
            .in(disbelieved({"S accepts", accepted, "S says {3}{4294967295}hello"}, {"Logged in."}))
            .in(disbelieved({"S accepts", "S says {3}{4089}", "S says hello"}, {}))
            .in(disbelieved({"S accepts", "S says {9}{4294967288}"}, {}))
            .in(disbelieved({"S accepts", "S says {2}{2147483648}{1}"}, {}))
            .in(disbelieved(endless, {"Logged in."}));
    fails_everywhere(length, {{Detector::never_answered, "", ""}, {Detector::misreported, "", ""}});

    Promise& number =
        lesson
            .promise("AReplyHasItsNumber",
                     "A login reply has a body of four bytes; what stands behind a shorter one is "
                     "no status, and one of another length is refused.")
            .judged_by(disbelief)
            .in(disbelieved({"S accepts", "S says {2}{0}{1}{4}abcd"}, {}))
            .in(disbelieved({"S accepts", R"(S says {2}{3}\0\0\0)", R"(S says \x01)"}, {}))
            .in(disbelieved({"S accepts", "S says {2}{8}{1}{1}"}, {}));
    fails_everywhere(number, {{Detector::never_answered, "", ""}, {Detector::misreported, "", ""}});

    Promise& cut_short =
        lesson
            .promise("APacketCutShortIsNoSuccess",
                     "A server that leaves in the middle of a packet has not said all: the client "
                     "ends with a nonzero exit code.")
            .judged_by({Detector::misreported, Detector::never_answered, Detector::spin})
            .up_to(0)
            .in(ended({"S accepts", accepted, R"(S says \0\0\0)", "S leaves"}, {"Logged in."},
                      ExitCode::nonzero))
            .in(ended({"S accepts", accepted, "S says {3}{5}hell", "S leaves"}, {"Logged in."},
                      ExitCode::nonzero));
    fails_everywhere(cut_short, {{Detector::misreported, "", ""}});
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"15_half_a_message"};

    promise_frames(lesson);
    promise_disbelief(lesson);

    lesson
        .promise("APacketThatComesAloneIsUnderstood",
                 "Packets that come one by one are understood.")
        .judged_by(understanding)
        .up_to(0)
        .in(told({"S accepts", accepted}, {"Logged in."}))
        .in(told({"S accepts", accepted, "S says {3}{5}hello", "S says {3}{5}world"},
                 {"Logged in.", "Notice: hello", "Notice: world"}));

    lesson
        .promise("WhoIsRefusedEnds",
                 "A client that is refused says with which status, and ends with a nonzero exit "
                 "code.")
        .judged_by(understanding)
        .in(ended({"S accepts", "S says {2}{4}{7}"}, {"Refused: status 7"}, ExitCode::nonzero))
        .in(ended({"S accepts", "S says {2}{4}{0}"}, {"Refused: status 0"}, ExitCode::nonzero));

    lesson
        .promise("ARefusalIsTheLastWord",
                 "Whatever stands behind a refusal is not shown, and makes no success of it.")
        .judged_by({Detector::misreported})
        .in(refused_for_good());

    lesson
        .promise("WhoHasBeenServedEndsWell",
                 "When the server has let it in and leaves, the client ends with exit code 0; "
                 "when it was not let in, with another.")
        .judged_by({Detector::misreported, Detector::never_answered, Detector::spin})
        .up_to(0)
        .in(ended({"S accepts", accepted, "S leaves"}, {"Logged in."}, ExitCode::zero))
        .in(ended({"S accepts", "S leaves"}, {}, ExitCode::nonzero));

    return judge_main(argc, argv, lesson);
}
