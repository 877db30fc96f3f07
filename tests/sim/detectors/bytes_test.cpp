// Bytes on their way in and out: unread, printed wrong, lost.

#include "detected.h"

namespace detected {
namespace {

TEST(ByteUnread, Tutorial) {
    EXPECT_EQ(
        searched("closes_early", scenario({"A connects", "A says hello", "A leaves"}),
                 {Detector::byte_unread}),
        "byte unread | A |  | 5 of A's 5 bytes are never read: its connection has been closed");
}

TEST(ByteUnread, OfADeafConnection) {
    EXPECT_EQ(lines(findings_of("shifted_once",
                                scenario({"A connects", "B connects", "A leaves", "B says b"})),
                    {Detector::byte_unread}),
              "byte unread | B |  | 1 of B's 1 byte is never read");
}

TEST(ByteUnread, NotOfWhoeverHasVanished) {
    EXPECT_EQ(searched("closes_early", scenario({"A connects", "A says hello", "A vanishes"}),
                       {Detector::byte_unread}),
              "");
}

// The server may turn away whoever comes when there is no room.
TEST(ByteUnread, NotOfWhoeverIsTurnedAway) {
    const auto scene = [](std::size_t room) {
        return scenario_with({"A connects", "B connects", "C connects", "C says hello"},
                             [=](Scenario& changed) { changed.room = room; });
    };
    expect_nothing("turns_away", scene(2));
    EXPECT_EQ(lines(findings_of("turns_away", scene(3)), {Detector::byte_unread}),
              "byte unread | C |  | 5 of C's 5 bytes are never read: its connection has been "
              "closed");
}

struct Printed {
    const char* server;
    std::vector<std::string> sentences;
    const char* line;
};

class BytePrintedWrong : public testing::TestWithParam<Printed> {};

std::string name_of(const testing::TestParamInfo<Printed>& info) {
    return info.param.server + ("_" + std::to_string(info.index));
}

TEST_P(BytePrintedWrong, IsFoundOrNot) {
    const Printed& expected = GetParam();
    const Scenario scene =
        scenario_with(expected.sentences, [](Scenario& changed) { changed.prints = true; });
    if (*expected.line == '\0') return expect_nothing(expected.server, scene, 1);
    EXPECT_EQ(lines(findings_of(expected.server, scene), {Detector::byte_printed_wrong}),
              std::string("byte printed wrong | ") + expected.line);
    // Nobody asks: nobody is told.
    EXPECT_EQ(lines(findings_of(expected.server, scenario(expected.sentences)),
                    {Detector::byte_printed_wrong}),
              "");
}

const std::vector<std::string> two_words = {"A connects", "A says sunday", "A says hi"};
const std::vector<std::string> a_zero = {"A connects", "A says a\\0b"};
const std::vector<std::string> long_one = {"A connects", "A says 50 bytes", "B connects",
                                           "B says Received", "A leaves"};
const std::vector<std::string> in_turns = {"A connects",       "B connects",       "A says sun",
                                           "B says sunday\\n", "A says flower\\n", "B leaves"};

INSTANTIATE_TEST_SUITE_P(
    Right, BytePrintedWrong,
    testing::Values(
        Printed{"prints_well", two_words, ""}, Printed{"prints_well", a_zero, ""},
        Printed{"prints_well", long_one, ""}, Printed{"prints_well", in_turns, ""},
        Printed{"prints_well", {"A connects", "A says eve", "B connects", "B says 3 bytes"}, ""},
        Printed{"prints_bytes", two_words, ""}, Printed{"prints_bytes", a_zero, ""},
        Printed{"prints_bytes", long_one, ""}, Printed{"prints_in_pieces", long_one, ""},
        Printed{"prints_blank_behind", two_words, ""}, Printed{"prints_blank_behind", long_one, ""},
        Printed{"prints_lines", in_turns, ""},
        Printed{"prints_lines", {"A connects", "A says one\\ntwo\\n\\n", "A leaves"}, ""},
        Printed{"parallel_arrays", in_turns, ""}, Printed{"structs_swapped", long_one, ""},
        Printed{"reset_first", two_words, ""}, Printed{"one_event", in_turns, ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Wrong, BytePrintedWrong,
    testing::Values(
        Printed{"prints_up_to_zero", a_zero,
                R"(A |  | "a\0b" is read from A, and not printed as it came)"},
        Printed{"prints_what_was_there", two_words,
                R"(A |  | "nday" is printed behind it, which came before)"},
        Printed{"prints_stale_behind_blank", two_words,
                R"(A |  | "day" is printed behind it, which came before)"},
        Printed{"prints_all_of_it", two_words,
                R"(A |  | "\0\0\0\0\0\0\0\0\0\0" is printed, which nobody has said)"},
        Printed{
            "prints_garbage", two_words,
            R"(A |  | "\xFE\xFE\xFE\xFE\xFE\xFE\xFE\xFE\xFE" is printed, which nobody has said)"},
        Printed{"prints_twice",
                {"A connects", "A says sunday", "A leaves"},
                R"(A |  | "sunday" is printed again)"},
        Printed{"prints_too_little",
                {"A connects", "A says hello"},
                R"(A |  | "hello" is read from A, and not printed as it came)"},
        Printed{"prints_upside_down", two_words,
                R"(A |  | "sundayhi" is read from A, and not printed as it came)"}),
    name_of);

Scenario echoing(const std::vector<std::string>& sentences, std::size_t window = 100) {
    return scenario_with(sentences, [=](Scenario& changed) {
        changed.echoes = true;
        changed.window = window;
    });
}
const Scenario paused =
    echoing({"A connects", "A stops reading", "A says 400 bytes", "A reads on", "A says 40 bytes"});

TEST(BytesLost, OfARefusedSend) {
    EXPECT_EQ(lines(findings_of("echo_drops", paused), {Detector::bytes_lost}),
              "bytes lost or repeated | A |  | behind the first 102 bytes that A gets back, "
              "300 bytes are missing");
}

TEST(BytesLost, AlsoIfNothingFollows) {
    const Scenario scene =
        echoing({"A connects", "A stops reading", "A says 400 bytes", "A reads on"});
    EXPECT_EQ(
        lines(findings_of("echo_drops", scene), {Detector::bytes_lost, Detector::never_answered}),
        "bytes lost or repeated | A |  | 300 of A's 400 bytes never come back: send did not "
        "take them, and they are not offered again");
}

TEST(BytesLost, Repeated) {
    const Scenario scene =
        echoing({"A connects", "A stops reading", "A says 250 bytes", "A reads on"}, 150);
    EXPECT_EQ(lines(findings_of("echo_repeats", scene, RuleSet::lenient), {Detector::bytes_lost}),
              "bytes lost or repeated | A |  | behind the first 150 bytes that A gets back, the "
              "last 50 bytes come again");
}

TEST(BytesLost, OutOfOrder) {
    const std::string line =
        lines(findings_of("echo_reverses", echoing({"A connects", "A says 40 bytes"})),
              {Detector::bytes_lost});
    EXPECT_EQ(line.rfind("bytes lost or repeated | A |  | behind the first 0 bytes that A gets", 0),
              0U)
        << line;
}

TEST(BytesLost, NothingIsLostWithAQueue) {
    expect_nothing("echo", paused, 1);
    expect_nothing("echo", echoing({"A connects", "B connects", "A says 300 bytes", "B says b",
                                    "A leaves", "B leaves"}));
    expect_nothing("thread_per_client", paused, 1);
    // Who does not read need not be answered.
    expect_nothing("echo", echoing({"A connects", "A stops reading", "A says 400 bytes"}), 1);
}

// A misfortune is the server's: a script that reads on takes all there is.
TEST(BytesLost, NotByTheClientThatReadsOn) {
    Scenario scene =
        echoing({"A connects", "A stops reading", "A says 80 bytes", "A reads on", "A leaves"});
    scene.misfortunes = {Misfortune::short_read};
    expect_nothing("echo", scene, 1);
}

TEST(NeverAnswered, OfAWriterThatWaitsForFdWrite) {
    const Scenario scene = echoing({"A connects", "A says one", "A says two"});
    EXPECT_EQ(
        lines(findings_of("echo_stalls", scene), {Detector::bytes_lost, Detector::never_answered}),
        "never answered | A |  | 6 of A's 6 bytes never come back");
}

}  // namespace
}  // namespace detected
