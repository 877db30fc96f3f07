// The simulator as a platform: one run for each of its rule sets, a new world for each case.
//
//     contract_tests_sim --rules=documented      windows if it is not said

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "../contract.h"
#include "../differences.h"
#include "sim/world.h"

namespace contract {
namespace {

using winsock::sim::RuleSet;
using winsock::sim::World;

RuleSet rules = RuleSet::windows;

void begin_world() {
    World::current().begin(nullptr, rules);
    WSADATA data;
    EXPECT_EQ(0, WSAStartup(MAKEWORD(2, 2), &data));
}

class NewWorld : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo&) override { begin_world(); }

    // A thread that still runs must not meet the next world. One that never ends stops the run.
    void OnTestEnd(const testing::TestInfo&) override {
        World& world = World::current();
        world.block_until([&world] {
            const auto& threads = world.scheduler.threads();
            return std::all_of(threads.begin() + 1, threads.end(),
                               [](const auto& thread) { return thread->ended; });
        });
    }
};

bool read_rules(std::string_view argument) {
    for (const RuleSet set : winsock::sim::all_rule_sets) {
        rules = set;
        if (argument == std::string("--rules=") + name_of(set)) return true;
    }
    return false;
}

}  // namespace

Platform platform() {
    switch (rules) {
        case RuleSet::windows: return Platform::sim_windows;
        case RuleSet::documented: return Platform::sim_documented;
        case RuleSet::lenient: return Platform::sim_lenient;
    }
    return Platform::sim_windows;
}

std::chrono::nanoseconds now() {
    return std::chrono::milliseconds(static_cast<long long>(GetTickCount64()));
}

}  // namespace contract

int main(int count, char** arguments) {
    testing::InitGoogleTest(&count, arguments);
    for (int i = 1; i < count; ++i) {
        if (contract::read_rules(arguments[i])) continue;
        std::fprintf(stderr, "%s: --rules is windows, documented or lenient\n", arguments[i]);
        return 2;
    }
    contract::begin_world();  // in the process of a death test no listener is told of anything
    testing::UnitTest::GetInstance()->listeners().Append(new contract::NewWorld);
    return RUN_ALL_TESTS();
}
