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

// Every detector judges alone, so that a failure that is easy to find does not hide another.
TEST(Reduction, LeavesNothingOut) {
    std::size_t pairs = 0;
    std::uint64_t whole = 0;
    std::uint64_t reduced = 0;
    for (const std::string& program : programs_of_the_course()) {
        const Module& module = module_of(program);
        for (const auto& sentences : scenarios) {
            const Scenario scene = scenario(sentences);
            ++pairs;
            for (const Detector detector : all_detectors()) {
                SearchOptions options;
                options.deviations = 1;
                options.judged = {detector};
                const SearchResult with = search(module, scene, options);
                options.reduce = false;
                const SearchResult without = search(module, scene, options);
                ASSERT_EQ(essence_of(with), essence_of(without)) << program << "\n"
                                                                 << scene.name() << "\n"
                                                                 << name_of(detector);
                whole += without.executions;
                reduced += with.executions;
            }
        }
    }
    EXPECT_GE(pairs, 60U);
    std::cout << pairs << " pairs of program and scenario; " << reduced << " of " << whole
              << " executions run to their end\n";
}

TEST(Reduction, LeavesNothingOutWithTwoUnluckyMoments) {
    for (const std::string& program : programs_of_the_course()) {
        const Module& module = module_of(program);
        for (const auto& sentences : scenarios) {
            const Scenario scene = scenario(sentences);
            SearchOptions options;
            options.deviations = 2;
            options.judged = {Detector::out_of_step, Detector::signal_lost, Detector::byte_unread};
            const SearchResult with = search(module, scene, options);
            options.reduce = false;
            ASSERT_EQ(essence_of(with), essence_of(search(module, scene, options)))
                << program << "\n"
                << scene.name();
        }
    }
}

TEST(Reduction, LeavesNoThreadsTurnOut) {
    const Module& module = module_of(std::string(SEARCH_SERVERS) + "/two_workers");
    for (const std::vector<std::string>& sentences :
         {std::vector<std::string>{"A connects", "A says a"},
          std::vector<std::string>{"A connects", "B connects", "A says a", "B leaves"}}) {
        const Scenario scene = scenario(sentences);
        for (const Detector detector : all_detectors()) {
            SearchOptions options;
            options.deviations = 2;
            options.judged = {detector};
            const SearchResult with = search(module, scene, options);
            options.reduce = false;
            ASSERT_EQ(essence_of(with), essence_of(search(module, scene, options)))
                << scene.name() << "\n"
                << name_of(detector);
        }
    }
}

}  // namespace
}  // namespace search_test
