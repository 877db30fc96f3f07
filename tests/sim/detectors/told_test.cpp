// What a program tells, and what it sends.

#include "detected.h"

namespace detected {
namespace {

const std::string login = bytes_of("{1}{23}{1:2}A1B2") + std::string(17, '\0');

Scenario logging_in(const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.arguments = {"A1B2"};
    scene.ends = Ends::may;
    return scene;
}

const std::vector<std::string> accepted = {"S accepts", "S awaits 31 bytes", "S says {2}{4}{1}",
                                           "S says {3}{6}Gate 7", "S leaves"};
const std::vector<std::string> refused = {"S accepts", "S awaits 31 bytes", "S says {2}{4}{7}"};

/// What is found where exactly this is printed.
std::string told(const std::vector<std::string>& printed, const std::vector<std::string>& tells,
                 const std::vector<std::string>& never_tells = {}) {
    Scenario scene = scenario({"S refuses"});
    scene.arguments = {"1"};
    scene.arguments.insert(scene.arguments.end(), printed.begin(), printed.end());
    scene.tells = tells;
    scene.never_tells = never_tells;
    scene.ends = Ends::may;
    const std::vector<Finding> found = findings_of("tells_its_arguments", scene);
    EXPECT_LE(found.size(), 1U);
    return found.empty() ? "" : found[0].symptom() + ": " + found[0].detail;
}

TEST(Misreported, Tutorial) {
    Scenario scene = logging_in(refused);
    scene.tells = {"Refused"};
    scene.exit_code = ExitCode::nonzero;
    expect_nothing("logs_in", scene);
    EXPECT_EQ(lines(findings_of("logs_in_gladly", scene)),
              "misreported |  |  | \"Refused\" is never told");
}

TEST(Misreported, InTheWordsThatAreAskedFor) {
    EXPECT_EQ(told({"Gate 7"}, {"Gate 7"}), "");
    EXPECT_EQ(told({"Notice: Gate 7.\n"}, {"Gate 7"}), "");
    EXPECT_EQ(told({"Gate 71"}, {"Gate 7"}), "misreported: \"Gate 7\" is never told");
    EXPECT_EQ(told({"Gate 7Gate 7"}, {"Gate 7"}), "misreported: \"Gate 7\" is never told");
    EXPECT_EQ(told({"a\n", "Gate 7\n", "b\n"}, {"\nGate 7\n"}), "");
    EXPECT_EQ(told({"a: ", "Gate 7\n"}, {"\nGate 7\n"}),
              "misreported: \"\\nGate 7\\n\" is never told");
}

TEST(Misreported, OnceEach) {
    EXPECT_EQ(told({"a\n", "b\n"}, {"a", "b"}), "");
    EXPECT_EQ(told({"a\n", "a\n"}, {"a"}), "misreported: \"a\" is told twice, and should be once");
    EXPECT_EQ(told({"a\n", "a\n"}, {"a", "a"}), "");
    EXPECT_EQ(told({"a\n"}, {"a", "a"}), "misreported: \"a\" is told once, and should be twice");
    EXPECT_EQ(told({"b\n", "a\n"}, {"a", "b"}), "misreported: \"b\" is told before \"a\"");
    EXPECT_EQ(told({"a\n", "b\n", "a\n"}, {"a", "b", "a"}), "");
}

// A place belongs to the longest text that stands there.
TEST(Misreported, NotWhatStandsInAnother) {
    EXPECT_EQ(told({"Gate 7 is shut\n", "Gate 7\n"}, {"Gate 7 is shut", "Gate 7"}), "");
    EXPECT_EQ(told({"Gate 7 is shut\n"}, {"Gate 7 is shut", "Gate 7"}),
              "misreported: \"Gate 7\" is never told");
}

TEST(Misreported, WhatIsNotSo) {
    EXPECT_EQ(told({"Not Accepted"}, {}, {"Accepted"}),
              "misreported: \"Accepted\" is told, and is not so");
    EXPECT_EQ(told({"NotAccepted"}, {}, {"Accepted"}), "");
}

TEST(Misreported, WhatTheMemoryHeld) {
    EXPECT_EQ(told({"Gate 7", "\xFE\xFE"}, {"Gate 7"}),
              "misreported: \"\\xFE\\xFE\" is printed, which nobody has said");
    EXPECT_EQ(told({"Gate \xFE\n"}, {"Gate \xFE"}), "");
    EXPECT_EQ(told({"\xFE"}, {}), "");  // nothing is asked
}

TEST(Misreported, ByTheExitCode) {
    Scenario scene = logging_in(refused);
    scene.exit_code = ExitCode::nonzero;
    EXPECT_EQ(lines(findings_of("logs_in_politely", scene)),
              "misreported |  |  | the program ends with exit code 0, as if all had gone well");
    scene.exit_code = ExitCode::zero;
    EXPECT_EQ(lines(findings_of("logs_in", scene)),
              "misreported |  |  | the program ends with exit code 1, as if something had failed");
}

TEST(Misreported, BecauseOfWhatCameInPieces) {
    Scenario scene = logging_in(accepted);
    scene.tells = {"Accepted", "Gate 7"};
    scene.misfortunes = {Misfortune::short_read};
    EXPECT_EQ(lines(findings_of("logs_in_whole", scene)), "");
    EXPECT_EQ(searched("logs_in_whole", scene, {Detector::misreported}),
              "misreported |  |  | \"Accepted\" is never told");
    EXPECT_EQ(lines(findings_of("logs_in_twice_told", scene)),
              "misreported |  |  | \"Gate 7\" is told twice, and should be once");
}

TEST(BytesSentWrong, Tutorial) {
    Scenario scene = logging_in(accepted);
    scene.expects = login;
    expect_nothing("logs_in", scene);
    EXPECT_EQ(lines(findings_of("logs_in_swapped", scene)),
              "bytes sent wrong | S | send | byte 1 that S gets is \\x01 instead of \\x00");
}

TEST(BytesSentWrong, TooFewOrTooMany) {
    Scenario scene = logging_in({"S accepts", "S awaits 30 bytes", "S says {2}{4}{7}"});
    scene.expects = login;
    EXPECT_EQ(lines(findings_of("logs_in_short", scene)),
              "bytes sent wrong | S |  | S gets 30 bytes instead of 31; the next would be \\x00");
    EXPECT_EQ(lines(findings_of("logs_in_long", scene)),
              "bytes sent wrong | S | send | byte 32 that S gets is \\x21, and nothing was to come "
              "behind 31 bytes");
}

TEST(BytesSentWrong, ToWhoeverReadsOn) {
    Scenario scene = logging_in(
        {"S accepts", "S stops reading", "S says now", "S waits 10 ms", "S reads on", "S leaves"});
    scene.expects = login;
    EXPECT_EQ(lines(findings_of("logs_in_when_asked", scene)),
              "bytes sent wrong | S |  | byte 1 that S gets is \\x01 instead of \\x00");
    scene.expects = bytes_of("{16777216}{23}{1:2}A1B2") + std::string(17, '\0');
    expect_nothing("logs_in_when_asked", scene, 1);
}

std::string with_garbage(const std::string& client, Scenario scene) {
    scene.misfortunes.insert(Misfortune::garbage_on_the_stack);
    const Execution execution(module_of(client), &module_of(client, "garbage"));
    SearchOptions options;
    options.deviations = 1;
    options.judged = {Detector::garbage_sent};
    const SearchResult result = Search(execution, scene, RuleSet::windows, options).run();
    return result.failure ? lines(result.failure->findings) : "";
}

TEST(GarbageSent, Tutorial) {
    const Scenario scene = logging_in(accepted);
    EXPECT_EQ(
        with_garbage("logs_in_with_garbage", scene),
        "garbage sent | S | send | 16 of the 31 bytes, the first in place 16, have never been "
        "written: they hold what the memory held");
    EXPECT_EQ(with_garbage("logs_in", scene), "");
}

TEST(GarbageSent, NotWhatIsMeant) {
    Scenario scene = logging_in(accepted);
    scene.arguments = {"A1B2\xFE"};
    EXPECT_EQ(with_garbage("logs_in", scene), "");
    // Nobody can tell, once the program has been given such a byte.
    EXPECT_EQ(with_garbage("logs_in_with_garbage", scene), "");
    // Then it has to be said what is expected: only the places that differ are garbage.
    scene.arguments = {"A1B2"};
    scene.expects = login.substr(0, 15) + std::string(16, '\xFE');
    EXPECT_EQ(with_garbage("logs_in_with_garbage", scene), "");
    scene.expects = login.substr(0, 16) + std::string(15, '\xFE');
    EXPECT_EQ(with_garbage("logs_in_with_garbage", scene),
              "garbage sent | S | send | 1 of the 31 bytes, the one in place 16, have never been "
              "written: they hold what the memory held");
}

}  // namespace
}  // namespace detected
