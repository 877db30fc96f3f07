// Handles: leaked, used after close, closed twice.

#include "detected.h"

namespace detected {
namespace {

const Scenario one = scenario({"A connects", "A says a", "A leaves"});
// These servers serve one client, and let the others wait.
const Scenario three =
    scenario_with({"A connects", "A leaves", "B connects", "B leaves", "C connects"},
                  [](Scenario& changed) { changed.room = 1; });

TEST(HandleLeaked, Tutorial) {
    EXPECT_EQ(lines(findings_of("leaks_events", three), {Detector::handle_leaked}),
              "handle leaked | eA |  | eA belongs to no open socket any more, is not used again, "
              "and is never closed\n"
              "handle leaked | eB |  | eB belongs to no open socket any more, is not used again, "
              "and is never closed");
}

// It could still be used for the next one.
TEST(HandleLeaked, NotTheFirstOne) {
    EXPECT_EQ(lines(findings_of("leaks_events", one), {Detector::handle_leaked}), "");
}

// It belonged to nobody but the connection that is gone: a new event was made for the next one.
TEST(HandleLeaked, OfASelectionThatFailed) {
    Scenario scene = three;
    scene.misfortunes = {Misfortune::event_select_fails};
    EXPECT_EQ(searched("selects_in_vain", scene, {Detector::handle_leaked}),
              "handle leaked | e2 |  | e2 belongs to no open socket any more, is not used again, "
              "and is never closed");
}

TEST(HandleLeaked, NotIfItIsSelectedLater) {
    Scenario scene = three;
    scene.misfortunes = {Misfortune::event_select_fails};
    expect_nothing("selects_again", scene);
}

TEST(HandleLeaked, Sockets) {
    EXPECT_EQ(lines(findings_of("leaks_sockets", one), {Detector::handle_leaked}),
              "handle leaked | sA |  | sA is never closed, though its other end has gone");
}

TEST(HandleLeaked, NotByAPool) {
    for (const char* const server :
         {"event_pool", "events_made_first", "closes_late", "closes_both"}) {
        expect_nothing(server, three);
    }
}

TEST(HandleLeaked, AtTheEndOfAProgramThatMayEnd) {
    const auto may_end = [](const std::vector<std::string>& sentences) {
        return scenario_with(sentences, [](Scenario& changed) { changed.ends = Ends::may; });
    };
    const Scenario reset = may_end({"A connects", "A vanishes"});
    EXPECT_EQ(lines(findings_of("ends_badly", reset)),
              "handle leaked | eA |  | eA is open when the program ends\n"
              "handle leaked | sA |  | sA is open when the program ends");
    EXPECT_EQ(lines(findings_of("ends_badly", may_end({"A connects", "A leaves"}))), "");
    expect_nothing("ends_well", may_end({"A connects", "A says a", "A leaves"}));
    expect_nothing("ends_well", reset);
}

TEST(ClosedTwice, Tutorial) {
    EXPECT_EQ(lines(findings_of("closes_twice", one)),
              "closed twice | sA | closesocket | sA has been closed already");
}

TEST(ClosedTwice, AnEvent) {
    EXPECT_EQ(lines(findings_of("closes_event_twice", one)),
              "closed twice | eA | WSACloseEvent | eA has been closed already");
}

TEST(UsedAfterClose, Tutorial) {
    EXPECT_EQ(lines(findings_of("uses_closed", one)),
              "used after close | sA | send | sA has been closed");
}

TEST(UsedAfterClose, ALock) {
    EXPECT_EQ(lines(findings_of("uses_deleted_lock", scenario({"A connects"}))),
              "used after close | lock | EnterCriticalSection | this CRITICAL_SECTION has been "
              "deleted, or was never initialised");
}

// What never was a handle, or is one of another kind, has not been closed.
TEST(UsedAfterClose, NotWhatIsNoHandle) { expect_nothing("closes_nothing", one); }

}  // namespace
}  // namespace detected
