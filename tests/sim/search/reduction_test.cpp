// The reduced search against the one that leaves nothing out: no verdict may differ.

#include <algorithm>
#include <iostream>

#include "search_test.h"

using namespace winsock::sim;

namespace search_test {
namespace {

const std::vector<std::vector<std::string>> scenarios = {
    {"A connects", "A leaves"},
    {"A connects", "A says a", "A leaves"},
    {"A connects", "A vanishes"},
    {"A connects", "the server is told to stop", "A says a"},
    {"A connects", "B connects", "A leaves", "B says b"},
    {"A connects", "A says a", "A says b", "B connects", "A vanishes"},
    {"A connects", "B connects", "C connects", "B leaves", "C says c"},
};

/// What must not depend on the reduction: whether something is wrong, how many unlucky moments and
/// calls it takes, and what it looks like.
struct Essence {
    bool fails = false;
    std::size_t deviations = 0;
    std::uint32_t calls = 0;
    std::vector<std::string> symptoms;
    bool operator==(const Essence&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Essence& essence) {
    out << (essence.fails ? "fails" : "passes") << ", " << essence.deviations << " deviations, "
        << essence.calls << " calls";
    for (const std::string& symptom : essence.symptoms) out << "; " << symptom;
    return out;
}

Essence essence_of(const SearchResult& result) {
    Essence essence;
    essence.fails = result.failure.has_value();
    if (!result.failure) return essence;
    essence.deviations = result.failure->deviations.size();
    essence.calls = result.failure->calls;
    for (const Finding& finding : result.failure->findings) {
        essence.symptoms.push_back(finding.symptom());
    }
    std::sort(essence.symptoms.begin(), essence.symptoms.end());
    return essence;
}

/// Whether the search that leaves nothing out comes to an end: each call of a program that goes
/// round and round is a place where something could happen first.
bool is_short(const Module& module, const Scenario& scene) {
    Execution(module).run(scene, RuleSet::windows, {});
    return World::current().choices.points() <= 150;
}

/// What both searches have looked at.
struct Looked {
    std::uint64_t whole = 0;
    std::uint64_t reduced = 0;
};

/// Compares both searches: with all detectors, then without those that have found something, until
/// none does, so that a failure that is easy to find does not hide another.
void compare(const Module& module, const Scenario& scene, SearchOptions options, Looked& looked) {
    for (bool fails = true; fails;) {
        options.reduce = true;
        const SearchResult with = search(module, scene, options);
        options.reduce = false;
        const SearchResult without = search(module, scene, options);
        ASSERT_TRUE(without.complete);
        ASSERT_EQ(essence_of(with), essence_of(without)) << module.path() << "\n" << scene.name();
        looked.whole += without.executions;
        looked.reduced += with.executions;
        fails = without.failure.has_value();
        if (!fails) continue;
        for (const Finding& finding : without.failure->findings) {
            options.judged.erase(finding.detector);
        }
    }
}

/// Returns how many pairs of program and scenario there were.
std::size_t compare_all(const std::vector<std::string>& programs, const SearchOptions& options,
                        std::size_t most_actions) {
    std::size_t pairs = 0;
    Looked looked;
    for (const std::string& program : programs) {
        const Module& module = module_of(program);
        for (const auto& sentences : scenarios) {
            const Scenario scene = scenario(sentences);
            if (sentences.size() > most_actions || !is_short(module, scene)) continue;
            ++pairs;
            compare(module, scene, options, looked);
            if (testing::Test::HasFatalFailure()) return pairs;
        }
    }
    std::cout << pairs << " pairs of program and scenario; " << looked.reduced << " of "
              << looked.whole << " executions run to their end\n";
    return pairs;
}

TEST(Reduction, LeavesNothingOut) {
    SearchOptions options;
    options.deviations = 1;
    EXPECT_GE(compare_all(programs_of_the_course(), options, 5), 60U);
}

// Not the attempts, not the larger scenarios, and not the detectors of what goes on for long: that
// would take minutes.
TEST(Reduction, LeavesNothingOutWithTwoUnluckyMoments) {
    std::vector<std::string> programs = programs_of_the_course();
    std::erase_if(programs, [](const std::string& program) {
        return program.find("/attempts/") != std::string::npos;
    });
    SearchOptions options;
    options.deviations = 2;
    options.judged = {Detector::out_of_step, Detector::signal_lost, Detector::byte_unread};
    EXPECT_GE(compare_all(programs, options, 3), 12U);
}

TEST(Reduction, LeavesNoThreadsTurnOut) {
    const Module& module = module_of(std::string(SEARCH_SERVERS) + "/two_workers");
    SearchOptions options;
    options.deviations = 2;
    Looked looked;
    for (const std::vector<std::string>& sentences :
         {std::vector<std::string>{"A connects", "A says a"},
          std::vector<std::string>{"A connects", "B connects", "A says a", "B leaves"}}) {
        ASSERT_NO_FATAL_FAILURE(compare(module, scenario(sentences), options, looked));
    }
    std::cout << looked.reduced << " of " << looked.whole << " executions run to their end\n";
}

// Who is notified, and who waits, decides what happens next.
TEST(Reduction, LeavesNoTurnAtAConditionOut) {
    const Module& module = module_of(std::string(SEARCH_SERVERS) + "/workers_at_a_condition");
    SearchOptions options;
    options.deviations = 3;
    Looked looked;
    for (const std::vector<std::string>& sentences :
         {std::vector<std::string>{"A connects"},
          std::vector<std::string>{"A connects", "B connects"}}) {
        ASSERT_NO_FATAL_FAILURE(compare(module, scenario(sentences), options, looked));
    }
    std::cout << looked.reduced << " of " << looked.whole << " executions run to their end\n";
    EXPECT_LT(looked.reduced, looked.whole);
}

/// A program in which `closed twice` is found only where two states differ in nothing but what is
/// named: both searches must find it.
void finds_what_hangs_on(const char* server, const std::vector<std::string>& sentences,
                         unsigned deviations = 2) {
    const Module& module = module_of(std::string(SEARCH_SERVERS) + server);
    SearchOptions options;
    options.deviations = deviations;
    options.judged = {Detector::closed_twice};
    EXPECT_TRUE(search(module, scenario(sentences), options).failure);
    Looked looked;
    compare(module, scenario(sentences), options, looked);
}

TEST(Reduction, TellsTheFirstOf65EventsApart) {
    finds_what_hangs_on("/first_of_many_events", {"A connects", "B connects", "A says a"});
}

TEST(Reduction, TellsApartWhichThreadBeganFirst) {
    finds_what_hangs_on("/two_beginnings", {"A connects"});
}

TEST(Reduction, TellsApartWhereInACallAThreadGaveWay) {
    finds_what_hangs_on("/two_that_give_way", {"A connects"});
}

TEST(Reduction, TellsApartWhoWasNotified) {
    finds_what_hangs_on("/who_is_notified", {"A connects"});
}

TEST(Reduction, TellsApartWhenAThreadWentOnBehindACall) {
    finds_what_hangs_on("/goes_on_behind_a_set", {"A connects", "B connects"});
}

TEST(Reduction, TellsApartWhenAThreadBeganToWait) {
    finds_what_hangs_on("/waits_without_the_lock", {"A connects"}, 3);
}

TEST(Reduction, TellsApartWhenTheServerWasToldToStop) {
    finds_what_hangs_on("/stops_when_told", {"A connects", "the server is told to stop"});
}

}  // namespace
}  // namespace search_test
