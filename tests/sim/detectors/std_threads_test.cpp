// What the standard library has beside the Windows calls: std::thread, std::condition_variable and
// the clocks of <chrono>.

#include "detected.h"
#include "sim/execution.h"

namespace detected {
namespace {

const Scenario a_client = scenario({"A connects"});

/// What it prints in the execution without a deviation.
std::string printed_by(const std::string& server, const Scenario& scenario) {
    Execution(module_of(server)).run(scenario, RuleSet::windows, {});
    return World::current().output();
}

TEST(StdThreads, Tutorial) {
    expect_nothing("std_threads",
                   scenario({"A connects", "A says hello", "B connects", "A leaves", "B leaves"}),
                   1);
}

TEST(StdThreads, TimeIsVirtual) {
    EXPECT_EQ(printed_by("virtual_time", scenario({"A connects", "A waits 20000 ms", "A leaves"})),
              "sleep_for 1000\nsleep_until 2000\nwait_for 3000\nwait_until 4000\n"
              "at least a millisecond 4001\nanother\njoined 9001\n9001 9001\n");
}

TEST(StdThreads, ThatCannotBeJoined) {
    EXPECT_EQ(printed_by("joins_twice", a_client), "joined\n22\n22\n35\njoined\n22\n");
    expect_nothing("joins_twice", a_client);
}

TEST(StdThreads, ThatAreForgotten) {
    EXPECT_EQ(
        lines(findings_of("thread_not_joined", a_client), {Detector::crash}),
        "crash |  |  | it calls std::terminate(), as a std::thread does that goes without being "
        "joined or detached");
}

TEST(StdThreads, WakeUpThatIsLost) {
    EXPECT_EQ(lines(findings_of("condition_without_a_look", a_client)), "");
    EXPECT_EQ(searched("condition_without_a_look", a_client, {Detector::deadlock}),
              "deadlock | main |  | main waits for the end of thread 1; thread 1 waits for a "
              "std::condition_variable, which nobody will notify");
}

TEST(StdThreads, NotifiedIsAnyOfThoseThatWait) {
    EXPECT_EQ(lines(findings_of("two_at_one_condition", a_client), {Detector::deadlock}), "");
    EXPECT_EQ(searched("two_at_one_condition", a_client, {Detector::deadlock}),
              "deadlock | main |  | main waits for the end of thread 1; thread 1 waits for a "
              "std::condition_variable, which nobody will notify; thread 2 waits for a "
              "std::condition_variable, which nobody will notify");
}

TEST(StdThreads, AreStoppedWhereTheyWait) { expect_nothing("stops_a_thread", a_client); }

TEST(StdThreads, WaitForWhatIsMadeOfAtomics) {
    EXPECT_EQ(printed_by("waits_for_atomics", a_client), "not acquired after 1000 ms\n");
    expect_nothing("waits_for_atomics", a_client);
    EXPECT_EQ(lines(findings_of("semaphore_not_released", a_client), {Detector::deadlock}),
              "deadlock | main |  | main waits for the end of thread 1; thread 1 waits for a "
              "semaphore or a std::atomic, which nobody will change");
}

TEST(StdThreads, WaitForWhatIsMadeOnce) { expect_nothing("made_once", a_client); }

TEST(StdThreads, WaitInOddWays) {
    EXPECT_EQ(printed_by("waits_in_odd_ways", a_client), "not locked after 2000 ms\n");
    expect_nothing("waits_in_odd_ways", a_client, 1);
}

// As the program calls it.
TEST(StdThreads, ThatGoRound) {
    EXPECT_EQ(
        lines(findings_of("asks_the_clock", a_client), {Detector::spin}),
        "spin |  | std::chrono::steady_clock::now | it goes round and round without rest, and "
        "nothing changes: std::this_thread::yield, std::chrono::steady_clock::now");
}

}  // namespace
}  // namespace detected
