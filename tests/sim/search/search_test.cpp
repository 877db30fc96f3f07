#include "search_test.h"

#include <algorithm>
#include <fstream>
#include <map>

using namespace winsock::sim;

namespace search_test {

const Module& module_of(const std::string& path) {
    static std::map<std::string, std::unique_ptr<Module>> modules;
    std::unique_ptr<Module>& module = modules[path];
    if (!module) module = std::make_unique<Module>(path + ".zero.so");
    return *module;
}

std::vector<std::string> programs_of_the_course() {
    std::vector<std::string> programs;
    std::ifstream list(PROGRAMS_OF_THE_COURSE);
    for (std::string path; std::getline(list, path);) {
        programs.push_back(path.substr(0, path.rfind(".zero.so")));
    }
    std::sort(programs.begin(), programs.end());
    return programs;
}

SearchResult search(const Module& module, const Scenario& scenario, SearchOptions options) {
    const Execution execution(module);
    return Search(execution, scenario, RuleSet::windows, std::move(options)).run();
}

std::uint64_t history_of(const Module& module, const Scenario& scenario,
                         const std::vector<Deviation>& deviations) {
    const Execution execution(module);
    execution.run(scenario, RuleSet::windows, deviations);
    return World::current().history();
}

namespace {

const std::string course = OUT_OF_STEP_BUILD_DIR;
const Scenario a_word = scenario({"A connects", "A says hello", "A leaves"});

SearchOptions only(Detectors detectors) {
    SearchOptions options;
    options.judged = std::move(detectors);
    return options;
}

// Lesson 04 loses nothing while nobody hurries; one unlucky moment is enough.
TEST(Search, Tutorial) {
    const Module& lesson = module_of(course + "/lessons/04_lost_signal/server");
    const SearchResult found = search(lesson, a_word, only({Detector::signal_lost}));
    ASSERT_TRUE(found.failure);
    EXPECT_EQ(found.failure->deviations.size(), 1U);
    ASSERT_EQ(found.failure->findings.size(), 1U);
    EXPECT_EQ(found.failure->findings[0].who, "A");
}

// The second one would begin with the globals that the first one's executions have left.
TEST(Search, AModuleIsLoadedOnce) {
    const Module& loaded = module_of(course + "/lessons/04_lost_signal/server");
    try {
        const Module again(loaded.path());
        FAIL() << "loaded twice";
    } catch (const ModuleError& error) {
        EXPECT_EQ(error.what(), "the module is loaded already: " + loaded.path());
    }
}

TEST(Search, FindsNothingWhereNothingIs) {
    const Module& solution = module_of(course + "/solutions/04_lost_signal/server");
    const SearchResult found = search(solution, a_word, only({Detector::signal_lost}));
    EXPECT_FALSE(found.failure);
    EXPECT_GT(found.executions, 20U);
    EXPECT_GT(found.states, found.executions);
}

TEST(Search, AFailureThatNeedsNoDeviationIsFoundWithNone) {
    const Module& lesson = module_of(course + "/lessons/01_nothing_arrives/server");
    const SearchResult found = search(lesson, a_word, only({Detector::spin}));
    ASSERT_TRUE(found.failure);
    EXPECT_TRUE(found.failure->deviations.empty());
    EXPECT_EQ(found.executions, 1U);
}

// A crowd comes in calmly: what is left to luck begins behind it.
TEST(Search, IsCalmForSoManySentences) {
    const Module& lesson = module_of(course + "/lessons/04_lost_signal/server");
    Scenario calm = a_word;
    calm.calm = calm.actions.size();
    const SearchResult none = search(lesson, calm, only({Detector::signal_lost}));
    EXPECT_FALSE(none.failure);
    calm.calm = 1;
    const SearchResult found = search(lesson, calm, only({Detector::signal_lost}));
    ASSERT_TRUE(found.failure);
    EXPECT_LT(none.executions, found.executions);
    EXPECT_NE(calm.hash(), a_word.hash());
}

// Taking any of its deviations away makes the execution pass: none is there for nothing.
TEST(Search, NoDeviationOfAFailureIsSuperfluous) {
    const Module& lesson = module_of(course + "/lessons/04_lost_signal/server");
    const SearchOptions options = only({Detector::signal_lost});
    const SearchResult found = search(lesson, a_word, options);
    ASSERT_TRUE(found.failure);
    SearchOptions fewer = options;
    fewer.deviations = static_cast<unsigned>(found.failure->deviations.size()) - 1;
    EXPECT_FALSE(search(lesson, a_word, fewer).failure);
}

/// "C1 connects" and so on.
std::vector<std::string> that_many_connect(std::size_t clients) {
    std::vector<std::string> sentences;
    for (std::size_t i = 1; i <= clients; ++i) {
        sentences.push_back("C" + std::to_string(i) + " connects");
    }
    return sentences;
}

// With one unlucky moment any client may come before those named before it: with each client more
// there are more ways, also beyond sixteen.
TEST(Search, HoweverManyClientsThereAreEachMayActFirst) {
    const Module& solution = module_of(course + "/solutions/03_arrays_out_of_step/server");
    SearchOptions options = only({Detector::signal_lost});
    options.deviations = 1;
    std::vector<std::uint64_t> executions;
    for (const std::size_t clients : {17u, 18u, 19u}) {
        executions.push_back(
            search(solution, scenario(that_many_connect(clients)), options).executions);
    }
    const std::uint64_t first = executions[1] - executions[0],
                        second = executions[2] - executions[1];
    EXPECT_GT(second, first) << "as many more as clients can act, in one moment more";
}

TEST(Search, MoreClientsThanItHasRoomForAreRefused) {
    EXPECT_EQ(scenario(that_many_connect(Scenario::most_clients)).clients.size(), 256u);
    EXPECT_THROW(scenario(that_many_connect(Scenario::most_clients + 1)), ScenarioError);
}

TEST(Search, AReplayIsTheSameExecution) {
    const Module& lesson = module_of(course + "/lessons/04_lost_signal/server");
    const SearchResult found = search(lesson, a_word, only({Detector::signal_lost}));
    ASSERT_TRUE(found.failure);
    const std::uint64_t once = history_of(lesson, a_word, found.failure->deviations);
    for (int i = 0; i < 100; ++i) {
        ASSERT_EQ(history_of(lesson, a_word, found.failure->deviations), once);
    }
    EXPECT_NE(history_of(lesson, a_word, {}), once);
}

TEST(Search, IsTheSameEachTime) {
    const Module& lesson = module_of(course + "/lessons/03_arrays_out_of_step/server");
    const Scenario three = scenario({"A connects", "B connects", "A leaves", "B says b"});
    const SearchOptions options = only({Detector::out_of_step});
    const SearchResult first = search(lesson, three, options);
    for (int i = 0; i < 20; ++i) {
        const SearchResult again = search(lesson, three, options);
        ASSERT_EQ(again.executions, first.executions);
        ASSERT_EQ(again.cut_short, first.cut_short);
        ASSERT_EQ(again.states, first.states);
        ASSERT_EQ(again.failure.has_value(), first.failure.has_value());
        if (first.failure) {
            ASSERT_EQ(again.failure->deviations, first.failure->deviations);
        }
    }
}

// What does something else with the same answers cannot be judged, and is told so.
TEST(Search, AProgramThatIsNotTheSameEachTimeIsReported) {
    const Module& fickle = module_of(std::string(SEARCH_SERVERS) + "/not_deterministic");
    const SearchResult found = search(fickle, a_word, only({Detector::not_deterministic}));
    ASSERT_TRUE(found.failure);
    EXPECT_EQ(found.failure->findings[0].detector, Detector::not_deterministic);
}

TEST(Search, AMillionStatesAreBoundedByTheirNumber) {
    const Module& solution = module_of(course + "/solutions/03_arrays_out_of_step/server");
    SearchOptions options = only({Detector::out_of_step});
    options.deviations = 2;
    const SearchResult found =
        search(solution,
               scenario({"A connects", "B connects", "C connects", "A says a", "B says b",
                         "C says c", "A leaves", "B leaves", "C leaves"}),
               options);
    EXPECT_FALSE(found.failure);
    // What is remembered of an execution that was tried, and of a state that was seen.
    EXPECT_LE(found.bytes, (found.executions + found.cut_short) * 32 + found.states * 64 + 65536);
}

}  // namespace
}  // namespace search_test
