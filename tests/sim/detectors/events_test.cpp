// Notifications, signals, events: dropped, lost, out of step.

#include "detected.h"

namespace detected {
namespace {

const Scenario a_word = scenario({"A connects", "A says hello", "A leaves"});

TEST(NotificationDropped, Tutorial) {
    EXPECT_EQ(searched("else_if", a_word, {Detector::notification_dropped}),
              "notification dropped | A |  | FD_CLOSE was enumerated for sA, and nothing was done "
              "about it");
}

TEST(NotificationDropped, OfAListener) {
    const Scenario scene = scenario_with({"A connects", "B connects", "C connects", "A leaves"},
                                         [](Scenario& changed) { changed.room = 2; });
    EXPECT_EQ(lines(findings_of("declines", scene), {Detector::notification_dropped}),
              "notification dropped | sL |  | FD_ACCEPT was enumerated for sL, and nothing was "
              "done about it");
}

// A server that reads no further because its client does not drops nothing.
TEST(NotificationDropped, NotOfWhoeverDoesNotRead) {
    Scenario scene =
        scenario({"A connects", "A stops reading", "A says 1500 bytes", "A says more", "A leaves"});
    scene.window = 100;
    expect_nothing("echo", scene, 1);
}

TEST(SignalLost, Tutorial) {
    EXPECT_EQ(searched("reset_last", a_word, {Detector::signal_lost}),
              "signal lost | A |  | FD_CLOSE is recorded for sA, and eA is not signalled");
}

TEST(SignalLost, NotWhileNobodyHurries) {
    EXPECT_EQ(lines(findings_of("reset_last", a_word), {Detector::signal_lost}), "");
    expect_nothing("reset_first", a_word);
}

TEST(SignalLost, OfAnEventThatIsShared) {
    const Scenario scene = scenario({"A connects", "B connects", "A leaves", "B says b"});
    EXPECT_NE(searched("one_event_reset_often", scene, {Detector::signal_lost}), "");
    expect_nothing("one_event", scene);
}

// Who never enumerates leaves its records as they are.
TEST(SignalLost, NotWithoutAnEnumeration) { expect_nothing("prints_lines", a_word); }

TEST(SignalLost, OfAHandOver) {
    const Scenario scene = scenario({"A connects", "B connects", "A says a", "B says b"});
    const std::string found = searched("hands_over_too_late", scene, {Detector::signal_lost});
    EXPECT_EQ(found,
              "signal lost | B |  | e1 was set after sB had been accepted, and reset before a wait "
              "had seen it");
    expect_nothing("hands_over", scene);
}

TEST(OutOfStep, Tutorial) {
    const Scenario scene =
        scenario({"A connects", "B connects", "C connects", "A leaves", "B says b", "C says c"});
    EXPECT_EQ(lines(findings_of("shifted_once", scene), {Detector::out_of_step}),
              "out of step | C | WSAEnumNetworkEvents | eB does not belong to sC");
}

TEST(OutOfStep, AnEventOfNoSocket) {
    EXPECT_EQ(lines(findings_of("enumerates_wrong_event", scenario({"A connects", "A says a"})),
                    {Detector::out_of_step}),
              "out of step | A | WSAEnumNetworkEvents | e1 does not belong to sA");
}

TEST(OutOfStep, NotAnEventThatItHadOrGets) {
    expect_nothing("enumerates_old_event", a_word);
    expect_nothing("one_event", scenario({"A connects", "B connects", "B says b", "A leaves"}));
}

TEST(InvalidWait, OnNothing) {
    EXPECT_EQ(lines(findings_of("waits_on_nothing", a_word), {Detector::invalid_wait}),
              "wait on an invalid set |  | WSAWaitForMultipleEvents | it waits on nothing: 0 "
              "events");
}

TEST(InvalidWait, OnAClosedEvent) {
    EXPECT_EQ(lines(findings_of("waits_on_closed", a_word),
                    {Detector::invalid_wait, Detector::used_after_close}),
              "used after close | eA | WSAWaitForMultipleEvents | eA has been closed\n"
              "wait on an invalid set |  | WSAWaitForMultipleEvents | slot 0 holds no open event");
}

TEST(InvalidWait, OnTooMany) {
    std::vector<std::string> sentences;
    for (int i = 1; i <= 64; ++i) sentences.push_back("C" + std::to_string(i) + " connects");
    EXPECT_EQ(
        lines(findings_of("too_many_for_a_wait", scenario(sentences)),
              {Detector::invalid_wait, Detector::array_overrun}),
        "wait on an invalid set |  | WSAWaitForMultipleEvents | it waits on 65 events, and 64 "
        "are the most");
    sentences.pop_back();
    EXPECT_EQ(lines(findings_of("too_many_for_a_wait", scenario(sentences))), "");
}

}  // namespace
}  // namespace detected
