// Programs with several threads: real ones, one at a time.

#include "search_test.h"

using namespace winsock::sim;

namespace search_test {
namespace {

const Module& two_workers() { return module_of(std::string(SEARCH_SERVERS) + "/two_workers"); }

TEST(Threads, HandOverAndAnswer) {
    const Scenario scene =
        scenario({"A connects", "B connects", "A says a", "B says b", "A leaves"});
    const Execution execution(two_workers());
    execution.run(scene, RuleSet::windows, {});
    const World& world = World::current();
    EXPECT_EQ(world.ending(), Ending::quiescent);
    EXPECT_EQ(world.clients()[0]->received(), "a");
    EXPECT_EQ(world.clients()[1]->received(), "b");
    EXPECT_TRUE(world.findings().empty()) << world.findings()[0].detail;
}

TEST(Threads, AreTheSameEachTime) {
    const Scenario scene = scenario({"A connects", "A says a", "B connects", "B says b"});
    const std::uint64_t once = history_of(two_workers(), scene, {});
    for (int i = 0; i < 200; ++i) ASSERT_EQ(history_of(two_workers(), scene, {}), once);
}

TEST(Threads, TheirTurnsAreSearched) {
    const Scenario scene = scenario({"A connects", "B connects", "A says a", "B says b"});
    SearchOptions options;
    options.deviations = 2;
    options.judged = {Detector::byte_unread, Detector::signal_lost, Detector::deadlock};
    const SearchResult found = search(two_workers(), scene, options);
    EXPECT_FALSE(found.failure) << found.failure->findings[0].detail;
    EXPECT_GT(found.executions, 50U);
}

// An execution may be over while a worker is on its way out of a call that only releases something:
// it goes on to the next, with what main()'s destructors would take away.
TEST(Threads, LeaveBeforeMainTakesAwayWhatTheyWorkOn) {
    const Scenario scene = scenario({"A connects", "A says a"});
    SearchOptions options;
    options.deviations = 3;
    const SearchResult found =
        search(module_of(std::string(SEARCH_SERVERS) + "/owner_of_a_worker"), scene, options);
    EXPECT_FALSE(found.failure) << found.failure->findings[0].detail;
    EXPECT_GT(found.executions, 100U);
}

}  // namespace
}  // namespace search_test
